//! What `idcloud-types` costs, compared with what its users would write instead. `README.md` has the commands and the
//! goals.

pub mod bodies;
pub mod cases;
pub mod designs;
pub mod growth;
