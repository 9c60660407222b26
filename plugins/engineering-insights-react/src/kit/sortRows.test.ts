import { sortRows } from './sortRows';

describe('sortRows', () => {
  const rows = [{ n: 2 }, { n: undefined }, { n: 10 }, { n: 1 }];

  it.each([
    [false, [1, 2, 10, undefined]],
    [true, [10, 2, 1, undefined]],
  ])(
    'keeps what is not known last (descending: %s)',
    (isDescending, expected) => {
      expect(
        sortRows(rows, row => row.n, isDescending).map(row => row.n),
      ).toEqual(expected);
    },
  );
});
