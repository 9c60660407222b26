import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import type {
  Reason,
  TeamSection,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  createTeamAnswer,
  problem,
  unknownMetric,
  withTeamMetrics,
  withoutTeamNumbers,
} from '../__testUtils__';
import { renderTeamPage } from '../__testUtils__/renderTeamPage';

const server = setupServer();
registerMswTestHooks(server);

// The page is large and the machines that run this are shared.
jest.setTimeout(120_000);
const patience = { timeout: 60_000 };

const block = (name: string) => screen.findByRole('region', { name }, patience);

function renderSection(
  section: TeamSection,
  answer = createTeamAnswer(section),
) {
  return renderTeamPage({
    server,
    search: `?sections=${section}`,
    scenario: { team: { [section]: answer } },
  });
}

const notConnected = (need: string): Reason => ({
  code: 'notConnected',
  parameters: { needs: [need] },
});

async function rowsOf(name: string) {
  const found = await block(name);
  await userEvent.click(within(found).getByText('Table'));
  return within(found).getAllByRole('row');
}

describe('Planning', () => {
  it('says in words what each chart shows', async () => {
    renderSection('planning');
    expect(await block('Is work piling up?')).toHaveTextContent(
      'At the end: To do 20, In progress 7, Done 15.',
    );
    // Its records are asked for when it is there.
    const name = 'How long do issues take?';
    await waitFor(
      () =>
        expect(screen.getByRole('region', { name })).toHaveTextContent(
          'Of 24 finished issues half took 2 d or less. 85 of 100 took at most 6 d.',
        ),
      patience,
    );
    expect(await block('Do sprints keep what they plan?')).toHaveTextContent(
      'In the last sprint, Sprint 41: 20 committed, 4 added, 19 done.',
    );
    expect(
      await screen.findByRole(
        'button',
        { name: /^Piece of work 3, Payments, .*, 3\sd$/ },
        patience,
      ),
    ).toBeInTheDocument();
  });

  it('tells the sprints as a table, by name and dates', async () => {
    renderSection('planning');
    const rows = await rowsOf('Do sprints keep what they plan?');
    expect(rows).toHaveLength(3);
    expect(rows[1]).toHaveTextContent(/Sprint 4126 Oct – 8 Nov20419/);
  });

  it('without a tracker says so once, and how to connect one', async () => {
    renderSection(
      'planning',
      withoutTeamNumbers('planning', notConnected('issues')),
    );
    expect(
      await screen.findByText('No issue tracker is connected.', {}, patience),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        /Add an annotation that names its place in such a source/,
      ),
    ).toBeInTheDocument();
    expect(screen.queryByText('Is work piling up?')).not.toBeInTheDocument();
  });

  it('without a board says so in the place of the sprints, and the other charts stand', async () => {
    renderSection(
      'planning',
      withTeamMetrics(
        'planning',
        {
          'planning.sprint-commitment': unknownMetric(notConnected('sprints')),
        },
        { sprints: undefined },
      ),
    );
    expect(await block('Do sprints keep what they plan?')).toHaveTextContent(
      'No board is connected.',
    );
    expect(await block('Is work piling up?')).toHaveTextContent('At the end:');
  });
});

describe('Balance', () => {
  it('says in words what each chart shows, and who reviews nowhere', async () => {
    renderSection('balance');
    expect(await block('What kinds of work are finished?')).toHaveTextContent(
      'Over the whole window: Features 50 %, Defects 20 %, Unplanned 10 %, Kind not known 20 %.',
    );
    expect(await block('How much was not planned?')).toHaveTextContent(
      '13 % over the whole window.',
    );
    const load = await block('Is reviewing shared?');
    expect(load).toHaveTextContent(
      'Half of the reviewers gave 9 or fewer; one in ten gave 22 or more.',
    );
    expect(
      within(load).getByLabelText('p10 2, p25 4, p50 9, p75 14, p90 22'),
    ).toBeInTheDocument();
    expect(await block('What is merged without review?')).toHaveTextContent(
      '4 % over the whole window.',
    );
  });

  it('says of a week of which nothing is known that there is no data', async () => {
    renderSection('balance');
    const rows = await rowsOf('What kinds of work are finished?');
    expect(rows[4]).toHaveTextContent(
      /Week of 14 Sepno datano datano datano datano data/,
    );
  });

  it('withholds what few people did, in a sentence', async () => {
    renderSection(
      'balance',
      withTeamMetrics('balance', {
        'collaboration.review-load': unknownMetric({
          code: 'tooFewContributors',
          parameters: { count: 4, minimum: 5 },
        }),
      }),
    );
    const load = await block('Is reviewing shared?');
    expect(load).toHaveTextContent(
      'Withheld: 4 people contributed; shown from 5.',
    );
    expect(within(load).queryByText('Table')).not.toBeInTheDocument();
    expect(await block('How much was not planned?')).toHaveTextContent('13 %');
  });
});

describe('Quality', () => {
  it('says in words what each chart shows', async () => {
    renderSection('quality');
    expect(await block('Do pipelines succeed?')).toHaveTextContent(
      '91 % over the whole window.',
    );
    expect(await block('How long do pipelines take?')).toHaveTextContent(
      'Over the whole window half take 8 min or less and 95 of 100 at most 21 min.',
    );
    expect(await block('How many incidents are there?')).toHaveTextContent(
      'Over the whole window: Critical 1, High 3, Medium 4, Low 1.',
    );
    expect(await block('How long do incidents take?')).toHaveTextContent(
      '3 h over the whole window.',
    );
    expect(await block('Which security findings are open?')).toHaveTextContent(
      'Open at the end: Critical 1, High 4, Medium 9, Low 3.',
    );
    expect(await block('How much do tests cover?')).toHaveTextContent(
      'Newest between 70 % and 80 %; 2 of 3 services measure it.',
    );
  });

  it('keeps pipelines and incidents by the clock when the page is in working hours', async () => {
    renderSection('quality', createTeamAnswer('quality', { clock: 'working' }));
    expect(await block('How long do incidents take?')).toHaveTextContent(
      /3 h over the whole window/,
    );
  });

  it('tells findings by age and severity, and what is left out', async () => {
    renderSection('quality');
    const rows = await rowsOf('Which security findings are open?');
    expect(rows.map(row => row.textContent)).toEqual([
      'Open forCriticalHighMediumLowTotal',
      '0–7 d12317',
      '8–30 d01416',
      '31–90 d01203',
      'over 90 d00011',
    ]);
    expect(await block('Which security findings are open?')).toHaveTextContent(
      '2 left out',
    );
  });

  it('tells coverage per service, with gaps', async () => {
    renderSection('quality');
    const rows = await rowsOf('How much do tests cover?');
    expect(rows[7]).toHaveTextContent(/Week of 5 Oct70 %no data/);
  });

  it('says of each source by itself that it is not connected', async () => {
    renderSection(
      'quality',
      withTeamMetrics('quality', {
        'security.open-findings': unknownMetric(notConnected('findings')),
        'quality.coverage': unknownMetric(notConnected('qualityMeasures')),
      }),
    );
    expect(await block('Which security findings are open?')).toHaveTextContent(
      'No security tool is connected.',
    );
    expect(await block('How much do tests cover?')).toHaveTextContent(
      'No quality tool is connected.',
    );
    expect(await block('Do pipelines succeed?')).toHaveTextContent('91 %');
  });
});

describe('a section', () => {
  it('fails alone', async () => {
    renderTeamPage({
      server,
      search: '?sections=flow,quality',
      scenario: { team: { quality: problem(503, 'The database is busy.') } },
    });
    expect(
      await screen.findByText(
        /Could not load the quality numbers \(503\)\. Your other numbers are unaffected\./,
        {},
        patience,
      ),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('Cycle time', {}, patience),
    ).toBeInTheDocument();
  });

  it('opens Explain from a chart, with the keyboard alone', async () => {
    renderSection('quality');
    const chart = await block('Do pipelines succeed?');
    const surface = chart.querySelector<HTMLElement>(
      '[tabindex="0"].recharts-surface',
    );
    expect(surface).not.toBeNull();
    surface!.focus();
    await userEvent.keyboard('{ArrowRight}{Enter}');
    expect(
      await screen.findByRole(
        'dialog',
        { name: 'How Pipeline success rate is calculated' },
        patience,
      ),
    ).toBeInTheDocument();
  });
});
