import type { Recording } from './recording.js';

/** Recordings in the order in which their requests arrived, however long each took. */
export interface RecordingBook {
  readonly open: () => Page;
  readonly recordings: () => readonly Recording[];
  readonly clear: () => void;
}

/** The place of one recording. */
export interface Page {
  /** Gives the recording its number, and keeps it. */
  readonly write: (recording: Omit<Recording, 'id'>) => Recording;
}

/** An empty book that keeps the latest recordings, `keep` of them. */
export function recordingBook(keep: number): RecordingBook {
  let written: Recording[] = [];
  let last = 0;
  let isOf = {};
  return {
    open: () => {
      const id = ++last;
      const book = isOf;
      return {
        write: (recording) => {
          const numbered = { id, ...recording };
          // What was under way when the book was cleared belongs to nobody any more.
          if (book !== isOf) return numbered;
          const after = written.findLastIndex((other) => other.id < id);
          written.splice(after + 1, 0, numbered);
          if (written.length > keep) written.shift();
          return numbered;
        },
      };
    },
    recordings: () => written.slice(),
    clear: () => {
      written = [];
      last = 0;
      isOf = {};
    },
  };
}
