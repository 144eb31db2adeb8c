/** Titles of those checks of lab 06 that checks in other files need. */

export const ASKED = "a stranger is asked who it is";
export const MET = "a stranger gives a name, and is greeted";
export const KNOWN = "a client whose address is known is not asked again";
export const KEPT = "names outlive a restart";
export const ODD = "an odd name is kept whole";
