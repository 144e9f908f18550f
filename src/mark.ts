/**
 * Bytes that give away that a file may hold what is looked for. `probe` (at most 7 bytes: longer ones are searched half as
 * fast) is what is searched; `words` are what must stand around it, each containing the probe.
 */
export interface Mark {
  readonly probe: string;
  readonly words: readonly string[];
  /** The word must end where the mark ends: no letter, digit or underscore follows. */
  readonly whole?: boolean;
}

/** Marks of files with one of these endings: of every group, one mark must be found. */
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
