import { renderInTestApp } from '@backstage/frontend-test-utils';
import { act, configure, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { BoxPlot } from '../BoxPlot';
import { AgeScatter, placeByStage } from './AgeScatter';
import type { AgePoint } from './AgeScatter';
import { TimeScatter } from './TimeScatter';
import { MAXIMUM_POINTS } from './pointsToDraw';

// The machines that run this are shared.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 20_000 });

const stages = [
  { id: 'development', label: 'In development' },
  { id: 'review', label: 'Code review' },
];
const lines = [
  { days: 3, label: 'p50 3 d' },
  { days: 9, label: 'p85 9 d' },
];
const ages: AgePoint[] = [
  { id: 'A-1', stageId: 'development', age: 2 },
  { id: 'A-2', stageId: 'review', age: 12 },
  { id: 'A-3', stageId: 'development', age: 20 },
];

function renderAges(points = ages, onOpen = jest.fn()) {
  renderInTestApp(
    <AgeScatter
      stages={stages}
      points={points}
      lines={lines.map(({ days, label }) => ({ age: days, label }))}
      yLabel="age in days"
      height={260}
      describe={({ id, age }) => `${id}, ${age} d`}
      renderTooltip={({ id }) => `Open ${id}`}
      onOpen={onOpen}
    />,
  );
  return onOpen;
}

const namesOfMarks = () =>
  screen.getAllByRole('button').map(mark => mark.getAttribute('aria-label'));

describe('AgeScatter', () => {
  it('names each point, stage by stage and the oldest first', async () => {
    renderAges();
    expect(
      await screen.findByRole('group', { name: 'age in days' }),
    ).toBeInTheDocument();
    expect(namesOfMarks()).toEqual(['A-3, 20 d', 'A-1, 2 d', 'A-2, 12 d']);
  });

  it('labels the stages with how many are in them, and the percentiles', async () => {
    renderAges();
    expect(await screen.findByText('p85 9 d')).toBeInTheDocument();
    expect(screen.getByText('p50 3 d')).toBeInTheDocument();
    expect(screen.getByText('In development')).toBeInTheDocument();
    expect(screen.getByText('n = 2')).toBeInTheDocument();
  });

  it('moves with the arrow keys, shows what stands behind a point and opens it', async () => {
    const onOpen = renderAges();
    const [first] = await screen.findAllByRole('button');
    act(() => first.focus());
    expect(screen.getByRole('tooltip')).toHaveTextContent('Open A-3');
    await userEvent.keyboard('{ArrowRight}{ArrowDown}');
    expect(screen.getByRole('tooltip')).toHaveTextContent('Open A-2');
    await userEvent.keyboard('{Home}{ArrowRight}{Enter}');
    expect(onOpen).toHaveBeenCalledTimes(1);
    expect(onOpen).toHaveBeenCalledWith(ages[0]);
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('tooltip')).not.toBeInTheDocument();
  });

  it('is one stop for the tab key', async () => {
    renderAges();
    const marks = await screen.findAllByRole('button');
    expect(marks.filter(mark => mark.tabIndex === 0)).toHaveLength(1);
  });

  it('shows a point at the first tap and opens it at the second', async () => {
    const onOpen = renderAges();
    const [mark] = await screen.findAllByRole('button');
    const [x, y] = (mark.getAttribute('transform') ?? '')
      .match(/[\d.]+/g)!
      .map(Number);
    const tap = () => {
      fireEvent(
        mark,
        Object.assign(new MouseEvent('pointerdown', { bubbles: true }), {
          pointerType: 'touch',
        }),
      );
      fireEvent.click(mark, { clientX: x, clientY: y });
    };
    tap();
    expect(screen.getByRole('tooltip')).toHaveTextContent('Open A-3');
    expect(onOpen).not.toHaveBeenCalled();
    tap();
    expect(onOpen).toHaveBeenCalledWith(ages[2]);
  });

  it('draws what stands out where a stage is crowded, and says how many are not drawn', async () => {
    renderAges([
      ...ages,
      ...Array.from({ length: MAXIMUM_POINTS }, (_, index) => ({
        id: `B-${index}`,
        stageId: 'review',
        age: 5,
      })),
    ]);
    expect(
      await screen.findByText('Above p85 9 d only; 151 more are not drawn.'),
    ).toBeInTheDocument();
    expect(namesOfMarks()).toEqual(['A-3, 20 d', 'A-2, 12 d']);
    expect(screen.getByText('n = 151')).toBeInTheDocument();
  });

  it('says that there is no data where nothing is in progress', async () => {
    renderAges([]);
    expect(await screen.findByText('no data')).toBeInTheDocument();
  });
});

describe('placeByStage', () => {
  const options = {
    stages,
    area: { left: 0, right: 200, top: 0, base: 100, isNarrow: false },
    toY: (days: number) => 100 - days,
    outlierFrom: 9,
  };
  const crowd = Array.from({ length: 6 }, (_, index) => ({
    id: `A-${index}`,
    stageId: 'review',
    age: 10,
  }));

  it('puts no point on another, and each over its stage', () => {
    const places = placeByStage({ ...options, points: crowd });
    const xs = places.map(({ x }) => x);
    expect(new Set(xs).size).toBe(6);
    expect(Math.min(...xs)).toBeGreaterThan(100);
    expect(Math.max(...xs)).toBeLessThan(200);
  });

  it('puts the same points at the same places in whichever order they come', () => {
    const placesOf = (points: AgePoint[]) =>
      placeByStage({ ...options, points }).map(({ id, x, y }) => [id, x, y]);
    expect(placesOf([...crowd].reverse())).toEqual(placesOf(crowd));
  });

  it('tells what stands out', () => {
    expect(
      placeByStage({ ...options, points: ages }).map(mark => mark.isOutlier),
    ).toEqual([true, false, true]);
  });
});

describe('TimeScatter', () => {
  const window = {
    from: '2026-08-25T00:00:00.000Z',
    to: '2026-11-23T00:00:00.000Z',
  };
  const points = [
    { id: 'C-1', at: Date.parse('2026-11-02T10:00:00Z'), days: 0.5 },
    { id: 'C-2', at: Date.parse('2026-09-02T10:00:00Z'), days: 20 },
    { id: 'C-3', at: Date.parse('2026-10-02T10:00:00Z'), days: 2 },
  ];
  const renderTimes = (shown = points, onOpen = jest.fn()) => {
    renderInTestApp(
      <TimeScatter
        window={window}
        points={shown}
        lines={[...lines, { days: 15, label: 'p95 15 d' }]}
        yLabel="cycle time"
        height={240}
        describe={({ id }) => id}
        renderTooltip={({ id }) => `Open ${id}`}
        onOpen={onOpen}
      />,
    );
    return onOpen;
  };

  it('goes from point to point in order of time and opens one', async () => {
    const onOpen = renderTimes();
    const [first] = await screen.findAllByRole('button');
    expect(namesOfMarks()).toEqual(['C-2', 'C-3', 'C-1']);
    act(() => first.focus());
    await userEvent.keyboard('{End}{Enter}');
    expect(onOpen).toHaveBeenCalledWith(points[0]);
  });

  it('labels percentiles, durations on a logarithmic scale, and UTC', async () => {
    renderTimes();
    for (const label of ['p50 3 d', 'p85 9 d', 'p95 15 d', 'UTC'])
      expect(await screen.findByText(label)).toBeInTheDocument();
    const tickY = (label: string) =>
      Number(screen.getByText(label).getAttribute('y'));
    const [fourHours, day, month] = ['4 h', '1 d', '30 d'].map(tickY);
    expect((fourHours - day) / (day - month)).toBeCloseTo(
      Math.log(6) / Math.log(30),
      2,
    );
  });

  it('says that there is no data where nothing was finished', async () => {
    renderTimes([]);
    expect(await screen.findByText('no data')).toBeInTheDocument();
  });
});

describe('BoxPlot', () => {
  const values = { p10: 1, p25: 4, p50: 6, p75: 7, p90: 23 };

  it('reads as its five percentiles and shows no single value', async () => {
    const { container } = renderInTestApp(
      <BoxPlot
        values={values}
        xLabel="reviews per reviewer"
        height={150}
        format={String}
      />,
    );
    expect(
      await screen.findByRole('img', {
        name: 'p10 1, p25 4, p50 6, p75 7, p90 23',
      }),
    ).toBeInTheDocument();
    expect(container.querySelectorAll('circle')).toHaveLength(0);
  });

  it('says that there is no data where it is withheld', async () => {
    renderInTestApp(
      <BoxPlot xLabel="reviews per reviewer" height={150} format={String} />,
    );
    expect(await screen.findByText('no data')).toBeInTheDocument();
  });
});
