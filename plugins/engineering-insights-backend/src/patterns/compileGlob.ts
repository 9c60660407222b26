import { RE2JS } from 're2js';

/** Tells whether a path from the root of a repository fits a glob. */
export type PathPattern = (path: string) => boolean;

interface Piece {
  readonly regex: string;
  /** How many characters of the glob it stands for. */
  readonly length: number;
}

const literal = (text: string): Piece => ({
  regex: RE2JS.quote(text),
  length: text.length,
});

/** `**` stands for folders where it is a whole part of a path, else for a name as `*` does. */
function starPiece(glob: string, at: number): Piece {
  const { length } = /^\*+/.exec(glob.slice(at))![0];
  const end = at + length;
  const isWhole =
    length === 2 &&
    (at === 0 || glob[at - 1] === '/') &&
    (end === glob.length || glob[end] === '/');
  if (!isWhole) return { regex: '[^/]*', length };
  return end === glob.length
    ? { regex: '.+', length }
    : { regex: '(?:.+/)?', length: length + 1 };
}

/** `[a-z]` or `[!a-z]`, one character within a name. */
function classPiece(glob: string, at: number): Piece {
  const [whole, sign, words] =
    /^\[([!^]?)(\]?(?:\\.|[^\]\\])*)\]/.exec(glob.slice(at)) ?? [];
  if (!words) return literal('[');
  const escaped = words.replace(/\\?([\\[\]^&~])/g, '\\$1');
  return {
    regex: sign ? `[^/${escaped}]` : `[${escaped}]`,
    length: whole!.length,
  };
}

/** `{a,b}`: either. */
function bracePiece(glob: string, at: number): Piece {
  const [whole, choices] = /^\{((?:\\.|[^{}\\])*)\}/.exec(glob.slice(at)) ?? [];
  if (!choices?.replace(/\\./g, '').includes(',')) return literal('{');
  const regexes = choices
    .match(/(?:\\.|[^,\\])+|(?<=^|,)(?=,|$)/g)!
    .map(regexOf);
  return { regex: `(?:${regexes.join('|')})`, length: whole!.length };
}

function pieceAt(glob: string, at: number): Piece {
  switch (glob[at]) {
    case '\\':
      return at + 1 < glob.length
        ? { ...literal(glob[at + 1]), length: 2 }
        : literal('\\');
    case '*':
      return starPiece(glob, at);
    case '?':
      return { regex: '[^/]', length: 1 };
    case '[':
      return classPiece(glob, at);
    case '{':
      return bracePiece(glob, at);
    default:
      return literal(glob[at]);
  }
}

function regexOf(glob: string): string {
  const regexes: string[] = [];
  for (let at = 0; at < glob.length; ) {
    const { regex, length } = pieceAt(glob, at);
    regexes.push(regex);
    at += length;
  }
  return regexes.join('');
}

/**
 * A glob over whole paths: `**` over folders, `*` and `?` within one, `[a-z]`,
 * `{a,b}`, and `\` before what stands for itself. The engine takes linear time,
 * so that no path makes a glob run away; libraries for globs go back and forth.
 */
export function compileGlob(glob: string): PathPattern {
  const compiled = RE2JS.compile(regexOf(glob), RE2JS.DOTALL);
  return path => compiled.matches(path);
}
