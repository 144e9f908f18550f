import type { Project } from '../../project.js';
import type { Place, Value } from '../../value.js';
import { type Node, type Parsed, parseTree } from './tree.js';

/** One parsed file and what has been worked out about it so far in its project. */
export interface Source extends Parsed {
  readonly file: string;
  readonly text: string;
  readonly project: Project;
  /** Each node's value, made once. */
  readonly values: Map<Node, Value>;
}

/** Parses one file. */
export function parseSource(file: string, text: string, project: Project): Source {
  const parsed = project.kept(file, text, () => parseTree(text));
  return { ...parsed, file, text, project, values: new Map() };
}

/** Where a node stands. */
export function placeOf(source: Source, node: Node): Place {
  return { file: source.file, span: { start: node.start, end: node.end } };
}

/** A place from offsets. */
export function placeAt(source: Source, start: number, end: number): Place {
  return { file: source.file, span: { start, end } };
}

/** What is written at a node. */
export function textOf(source: Source, node: Node): string {
  return source.text.slice(node.start, node.end);
}
