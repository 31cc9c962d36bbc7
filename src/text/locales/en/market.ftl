## What staff edit

refusal-edit-changed-meanwhile = Somebody changed this since you opened it, so nothing was saved. Please reload it, look at it as it is now, and make your change again.
refusal-edit-retired = This was retired, so it stays as it was. Please make a new one with another code.
