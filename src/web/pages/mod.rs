//! The pages, one file per place on the site: what they show is a plain view struct.
