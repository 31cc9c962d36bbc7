//! The use cases, one file each: authorise, load, decide, write.
//!
//! Pages, the API, jobs and the command line all call these; nothing here renders or delivers.
