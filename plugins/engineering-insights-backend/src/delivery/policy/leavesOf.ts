/** The single values and lists of an object, by their paths. */
export function leavesOf(value: object, path = ''): [string, unknown][] {
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .flatMap(([name, member]): [string, unknown][] => {
      const own = path === '' ? name : `${path}.${name}`;
      return typeof member === 'object' &&
        member !== null &&
        !Array.isArray(member)
        ? leavesOf(member, own)
        : [[own, member]];
    });
}
