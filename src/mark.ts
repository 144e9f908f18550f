/** A word that gives away, by its bytes alone, that a file may hold what is looked for. Three bytes at least. */
export interface Mark {
  readonly word: string;
  /** It must end where the mark ends: no letter, digit or underscore follows. */
  readonly whole?: boolean;
}

/** Marks of files with one of these endings: of every group, one must be found. */
export interface NamedMarks {
  /** Lower-case endings with the dot. */
  readonly extensions: readonly string[];
  readonly groups: readonly (readonly Mark[])[];
}

/** What makes a file a candidate: any of the marks `anywhere`, or all groups of those for its ending. */
export interface Marks {
  readonly anywhere: readonly Mark[];
  readonly named: readonly NamedMarks[];
}
