import { renderInTestApp } from '@backstage/frontend-test-utils';
import { act, configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement, ReactNode } from 'react';
import { ChartFrame } from './ChartFrame';
import type { ChartPeriod } from './ChartPeriod';
import { Lines } from './Lines';
import { SprintColumns } from './SprintColumns';
import { StackedAreas } from './StackedAreas';
import { StackedColumns } from './StackedColumns';

// The machines that run this are shared.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 20_000 });

const parts = [
  { id: 'done', label: 'Done', color: '#0B5CAD' },
  { id: 'inProgress', label: 'In progress', color: '#E1711C' },
];

const LABELS = ['5 Oct', '12 Oct', '19 Oct', '26 Oct', '2 Nov'];

/** A known week for each pair, and a gap for each undefined; the last week is cut. */
function weeksOf(
  values: readonly (readonly [number, number] | undefined)[],
): ChartPeriod[] {
  return values.map((pair, index) => ({
    id: `week-${index}`,
    label: LABELS[index],
    isCut: index === values.length - 1,
    values: pair && { done: pair[0], inProgress: pair[1] },
  }));
}

const weeks = weeksOf([[1, 2], [2, 2], undefined, [4, 0], [5, 1]]);
const unknown = weeksOf([undefined, undefined]);

const renderTooltip = ({ label, values }: ChartPeriod) => (
  <output>{`${label}: ${values?.done} done`}</output>
);

function inFrame(chart: ReactNode): ReactElement {
  return (
    <ChartFrame
      title="Where does work pile up?"
      subtitle="Items by status"
      text="At the end 5 are done."
      height={240}
      table={{ columns: [{ label: 'Week' }], rows: [] }}
    >
      {chart}
    </ChartFrame>
  );
}

async function focusChart(): Promise<void> {
  const chart = await screen.findByRole('application');
  act(() => chart.focus());
}

/** What is drawn in one colour, be it lines, areas or columns. */
function inkOf(container: HTMLElement, attribute: string, color: string) {
  return [...container.querySelectorAll(`[${attribute}="${color}"]`)].filter(
    element => !element.closest('defs'),
  );
}

const shapes = {
  StackedAreas: {
    chart: (periods: readonly ChartPeriod[], onOpen: jest.Mock) => (
      <StackedAreas
        periods={periods}
        parts={parts}
        yLabel="items"
        height={240}
        renderTooltip={renderTooltip}
        onOpen={onOpen}
      />
    ),
  },
  Lines: {
    chart: (periods: readonly ChartPeriod[], onOpen: jest.Mock) => (
      <Lines
        periods={periods}
        lines={parts}
        yLabel="items"
        height={240}
        renderTooltip={renderTooltip}
        onOpen={onOpen}
      />
    ),
  },
  StackedColumns: {
    chart: (periods: readonly ChartPeriod[], onOpen: jest.Mock) => (
      <StackedColumns
        columns={periods}
        parts={parts}
        scale="count"
        yLabel="items"
        height={240}
        renderTooltip={renderTooltip}
        onOpen={onOpen}
      />
    ),
  },
  'StackedColumns of shares': {
    chart: (periods: readonly ChartPeriod[], onOpen: jest.Mock) => (
      <StackedColumns
        columns={periods}
        parts={parts}
        scale="share"
        yLabel="share of items"
        height={240}
        renderTooltip={renderTooltip}
        onOpen={onOpen}
      />
    ),
  },
  SprintColumns: {
    chart: (periods: readonly ChartPeriod[], onOpen: jest.Mock) => (
      <SprintColumns
        sprints={periods.map(period => ({ ...period, dates: '5 – 18 Oct' }))}
        parts={parts}
        yLabel="items"
        height={240}
        renderTooltip={renderTooltip}
        onOpen={onOpen}
      />
    ),
  },
};

describe.each(Object.entries(shapes))('%s', (_, { chart }) => {
  it('is told in words by its frame, with a legend in text', async () => {
    renderInTestApp(inFrame(chart(weeks, jest.fn())));
    expect(
      await screen.findByRole('group', { name: 'Where does work pile up?' }),
    ).toHaveAccessibleDescription('At the end 5 are done.');
    expect(
      screen.getAllByRole('listitem').map(item => item.textContent),
    ).toEqual(['Done', 'In progress']);
  });

  it('moves with the arrow keys and opens the period with Enter', async () => {
    const onOpen = jest.fn();
    renderInTestApp(chart(weeks, onOpen));
    await focusChart();
    expect(await screen.findByText('5 Oct: 1 done')).toBeInTheDocument();
    await userEvent.keyboard('{ArrowRight}');
    expect(await screen.findByText('12 Oct: 2 done')).toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    expect(onOpen).toHaveBeenCalledTimes(1);
    expect(onOpen).toHaveBeenCalledWith(
      expect.objectContaining({ id: 'week-1', values: weeks[1].values }),
    );
  });

  it('says that there is no data where nothing is known', async () => {
    renderInTestApp(chart(unknown, jest.fn()));
    expect(await screen.findByText('no data')).toBeInTheDocument();
    expect(screen.queryByRole('application')).not.toBeInTheDocument();
  });
});

describe('gaps and cut periods', () => {
  const draw = async (name: keyof typeof shapes, periods = weeks) => {
    const { container } = renderInTestApp(
      shapes[name].chart(periods, jest.fn()),
    );
    await screen.findByRole('application');
    return container;
  };

  it('leaves an area open over an unknown week and hatches the cut one', async () => {
    const container = await draw('StackedAreas');
    expect(inkOf(container, 'fill', '#0B5CAD')).toHaveLength(1);
    const hatched = [...container.querySelectorAll('path[fill^="url("]')];
    expect(hatched).toHaveLength(2);
  });

  it('breaks a line at an unknown week and dashes what leads to the cut one', async () => {
    const container = await draw('Lines');
    const paths = inkOf(container, 'stroke', '#0B5CAD').filter(
      element => element.tagName === 'path',
    );
    expect(paths.map(path => path.getAttribute('stroke-dasharray'))).toEqual([
      null,
      '2 3',
    ]);
  });

  it('draws a point without neighbours as a dot', async () => {
    const container = await draw(
      'Lines',
      weeksOf([[1, 1], undefined, [2, 2], undefined]),
    );
    expect(
      inkOf(container, 'fill', '#0B5CAD').map(({ tagName }) => tagName),
    ).toEqual(['circle', 'circle']);
  });

  it('draws no column for an unknown week and a line for one with nothing', async () => {
    const container = await draw(
      'StackedColumns',
      weeksOf([[3, 0], undefined, [0, 0], [1, 0]]),
    );
    const heights = [
      ...inkOf(container, 'fill', '#0B5CAD'),
      ...container.querySelectorAll('rect[fill^="url("]'),
    ].map(rect => Number(rect.getAttribute('height')));
    expect(heights).toHaveLength(3);
    expect(heights.filter(height => height === 2)).toHaveLength(1);
  });

  it('fills every column of shares up to the same height', async () => {
    const container = await draw(
      'StackedColumns of shares',
      weeksOf([
        [1, 3],
        [10, 10],
        [0, 0],
        [7, 0],
      ]),
    );
    expect(screen.getByText('100 %')).toBeInTheDocument();
    const height = (fill: string) =>
      inkOf(container, 'fill', fill)
        .filter(({ tagName }) => tagName === 'rect')
        .map(rect => Number(rect.getAttribute('height')));
    const [first, second] = height('#0B5CAD');
    const [firstRest, secondRest] = height('#E1711C');
    expect(first + firstRest).toBeCloseTo(second + secondRest, 5);
    expect(first * 2).toBeCloseTo(second, -1);
  });
});

describe('StackedColumns', () => {
  it('has no legend for one part alone, which the axis names', async () => {
    renderInTestApp(
      <StackedColumns
        columns={weeks}
        parts={[parts[0]]}
        scale="count"
        yLabel="pull requests"
        height={220}
        renderTooltip={renderTooltip}
        onOpen={jest.fn()}
      />,
    );
    expect(await screen.findByText('pull requests')).toBeInTheDocument();
    expect(screen.queryByRole('list')).not.toBeInTheDocument();
  });
});

describe('SprintColumns', () => {
  const sprints = Array.from({ length: 12 }, (_, index) => ({
    id: `sprint-${index}`,
    label: `Sprint ${index + 1}`,
    dates: `${index + 1} – ${index + 9} Nov`,
    isCut: false,
    values: { done: index, inProgress: 1 },
  }));

  it('draws the last sprints that have room, with name and dates, and says so', async () => {
    renderInTestApp(
      <SprintColumns
        sprints={sprints}
        parts={parts}
        yLabel="items"
        height={260}
        renderTooltip={renderTooltip}
        onOpen={jest.fn()}
      />,
    );
    expect(
      await screen.findByText('The last 5 of 12 sprints.'),
    ).toBeInTheDocument();
    expect(screen.getByText('Sprint 12')).toBeInTheDocument();
    expect(screen.getByText('12 – 20 Nov')).toBeInTheDocument();
    expect(screen.queryByText('Sprint 6')).not.toBeInTheDocument();
  });
});

describe('Lines of many services', () => {
  const lines = Array.from({ length: 30 }, (_, index) => ({
    id: `service-${index}`,
    label: `Service ${index + 1}`,
  }));
  const periods = LABELS.map((label, week) => ({
    id: label,
    label,
    isCut: false,
    values: Object.fromEntries(
      lines.map(({ id }, index) => [id, (index + week) / 40]),
    ),
  }));

  async function renderMany() {
    renderInTestApp(
      <Lines
        periods={periods}
        lines={lines}
        maximum={1}
        yLabel="coverage"
        height={260}
        renderTooltip={({ label }, colored) => (
          <output>
            {`${label}: ${colored.map(line => line.label).join(', ')}`}
          </output>
        )}
        onOpen={jest.fn()}
      />,
    );
    return screen.findByRole('list');
  }
  const coloredIn = (list: HTMLElement) =>
    within(list)
      .queryAllByRole('button', { pressed: true })
      .map(button => button.textContent);

  it('gives the first a colour, draws all, and names the others on request', async () => {
    const list = await renderMany();
    const first = ['1', '2', '3', '4', '5'].map(number => `Service ${number}`);
    expect(coloredIn(list)).toEqual(first);
    expect(document.querySelectorAll('.recharts-line')).toHaveLength(30);
    await focusChart();
    expect(
      await screen.findByText(`5 Oct: ${first.join(', ')}`),
    ).toBeInTheDocument();
    await userEvent.click(within(list).getByText('25 more, in grey'));
    expect(
      within(list).getAllByRole('button', { pressed: false }),
    ).toHaveLength(25);
  });

  it('gives a chosen one the colour of the one that had it longest', async () => {
    const list = await renderMany();
    await userEvent.click(within(list).getByText('25 more, in grey'));
    await userEvent.click(within(list).getByText('Service 20'));
    await userEvent.click(within(list).getByText('Service 21'));
    await userEvent.click(within(list).getByText('Show fewer'));
    expect(coloredIn(list)).toEqual([
      'Service 3',
      'Service 4',
      'Service 5',
      'Service 20',
      'Service 21',
    ]);
    await userEvent.click(within(list).getByText('Service 4'));
    expect(coloredIn(list)).not.toContain('Service 4');
  });
});
