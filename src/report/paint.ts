type Painter = (text: string) => string;

/** Colours, or none. */
export interface Paint {
  readonly bold: Painter;
  readonly dim: Painter;
  readonly red: Painter;
  readonly yellow: Painter;
  readonly green: Painter;
  readonly cyan: Painter;
}

const plain: Painter = (text) => text;

/** Colours for a terminal; chalk is only loaded for one. */
export async function paintFor(colour: boolean): Promise<Paint> {
  if (!colour) return { bold: plain, dim: plain, red: plain, yellow: plain, green: plain, cyan: plain };
  const { Chalk } = await import('chalk');
  return new Chalk({ level: 1 });
}
