import { render } from '@testing-library/react';
import { useElementWidth } from './useElementWidth';

/** The widths with which something is drawn, in order. */
function widthsDrawn(clientWidth: number): (number | undefined)[] {
  jest
    .spyOn(HTMLElement.prototype, 'clientWidth', 'get')
    .mockReturnValue(clientWidth);
  const drawn: (number | undefined)[] = [];
  function Measured() {
    const [ref, width] = useElementWidth<HTMLDivElement>(640);
    drawn.push(width);
    return <div ref={ref} />;
  }
  render(<Measured />);
  return drawn;
}

describe('useElementWidth', () => {
  afterEach(() => jest.restoreAllMocks());

  it('knows the width with the second drawing, so that charts are drawn once', () => {
    expect(widthsDrawn(300)).toEqual([undefined, 300]);
  });

  it('is the given one where nothing is laid out', () => {
    expect(widthsDrawn(0)).toEqual([undefined, 640]);
  });
});
