"""The network, guarded and bounded: which addresses may be asked, and one careful GET."""
