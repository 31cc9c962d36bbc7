## What staff edit

refusal-edit-changed-meanwhile = 您打开以后，别人已经改过这一条，所以没有保存。请刷新，看看现在的内容再改。
refusal-edit-retired = 这一条已经停用，内容不再改动。需要的话，请用别的代码新建一条。
