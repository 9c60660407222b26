import { isAbsolute, posix } from 'node:path';

/** How a repository is reached. */
export type Scheme = 'https' | 'http' | 'ssh' | 'file';

/** A place that URLs are compared with: a host and a path, or a directory. */
export interface Place {
  readonly scheme: Scheme;
  /** `https://git.example.org`, `ssh://git@git.example.org:2222`, `file://`. */
  readonly origin: string;
  /** `git.example.org`; empty of a directory. */
  readonly hostname: string;
  readonly port?: number;
  /** Begins with a slash and ends without one, so the root's is empty: `/acme/payments.git`. */
  readonly path: string;
}

export type ParsedUrl =
  | { readonly place: Place }
  | { readonly problem: string };

const LONGEST = 1_000;
/** Spaces and letters outside ASCII may be written by their numbers; a slash, a dot or a control character written so is a trick. */
const PATH = /^(\/([\w.~+@,=-]|%20|%[89a-f][\da-f])+)*$/i;
const HOSTNAME =
  /^([a-z\d]([a-z\d-]*[a-z\d])?)(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/;
const USER = /^[a-z_][a-z\d_.-]*$/i;

/**
 * The place that a text names, in one spelling. What git or ssh could
 * understand in another way than we do is refused.
 */
export function parseRepositoryUrl(text: string): ParsedUrl {
  if (text.length > LONGEST) return { problem: 'it is too long' };
  // eslint-disable-next-line no-control-regex -- URL leaves out tabs and line ends without a word
  if (/[\s\\\u0000-\u001f\u007f]/.test(text)) {
    return { problem: 'it holds a space, a backslash or a control character' };
  }
  if (text.startsWith('-')) return { problem: 'it begins with a hyphen' };
  if (isAbsolute(text)) return parseDirectory(text);
  if (/^[^/:]+@[^/:]+:/.test(text)) {
    return { problem: 'write it as ssh://user@host/path' };
  }
  const [, scheme] = /^([a-z]+):\/\/[^/]/i.exec(text) ?? [];
  switch (scheme?.toLowerCase()) {
    case 'https':
    case 'http':
    case 'ssh':
      return URL.canParse(text)
        ? parseWithHost(new URL(text))
        : { problem: 'it is no URL' };
    default:
      return /^file:\/\/\//i.test(text)
        ? parseDirectory(text.slice('file://'.length))
        : { problem: 'it is neither https, http, ssh nor a directory' };
  }
}

function parseWithHost(url: URL): ParsedUrl {
  const scheme = url.protocol.slice(0, -1) as 'https' | 'http' | 'ssh';
  const hostname = url.hostname.toLowerCase();
  if (url.search || url.hash) {
    return { problem: 'it has a query or a fragment' };
  }
  if (url.password || (url.username && scheme !== 'ssh')) {
    return { problem: 'it holds credentials' };
  }
  if (url.username && !USER.test(url.username)) {
    return { problem: 'its user is not one' };
  }
  if (!HOSTNAME.test(hostname) && !/^\[[\da-f:]+\]$/.test(hostname)) {
    return { problem: 'its host is not one' };
  }
  const path = url.pathname.replace(/\/+$/, '');
  if (!isPlainPath(path)) return { problem: 'its path is not plain' };
  const isUsualPort =
    url.port === '' || (scheme === 'ssh' && url.port === '22');
  const user = url.username ? `${url.username}@` : '';
  const port = isUsualPort ? undefined : Number(url.port);
  return {
    place: {
      scheme,
      origin: `${scheme}://${user}${hostname}${port ? `:${port}` : ''}`,
      hostname: hostname.replace(/^\[|\]$/g, ''),
      ...(port && { port }),
      path,
    },
  };
}

function parseDirectory(text: string): ParsedUrl {
  if (text.split('/').some(part => part === '..' || part === '.')) {
    return { problem: 'it leads through "." or ".."' };
  }
  const path = posix.normalize(text).replace(/\/+$/, '');
  return {
    place: { scheme: 'file', origin: 'file://', hostname: '', path },
  };
}

function isPlainPath(path: string): boolean {
  const parts = path.split('/').slice(1);
  return (
    PATH.test(path) &&
    // Of ssh the path becomes an argument of a program on the other machine.
    parts.every(part => !part.startsWith('-') && part !== '.' && part !== '..')
  );
}
