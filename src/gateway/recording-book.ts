import type { Recording } from './recording.js';

/** Recordings in the order in which their requests arrived, however long each took. */
export interface RecordingBook {
  readonly open: () => Page;
  readonly recordings: () => readonly Recording[];
  readonly clear: () => void;
}

/** The place of one recording. */
export interface Page {
  readonly write: (recording: Omit<Recording, 'id'>) => void;
}

interface Slot {
  readonly id: number;
  recording: Recording | undefined;
}

/** An empty book that keeps the latest recordings, `keep` of them. */
export function recordingBook(keep: number): RecordingBook {
  let slots: Slot[] = [];
  let last = 0;
  return {
    open: () => {
      const slot: Slot = { id: ++last, recording: undefined };
      slots.push(slot);
      if (slots.length > keep) slots.shift();
      return {
        write: (recording) => {
          slot.recording = { id: slot.id, ...recording };
        },
      };
    },
    recordings: () => slots.flatMap(({ recording }) => (recording ? [recording] : [])),
    clear: () => {
      slots = [];
      last = 0;
    },
  };
}
