import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { createDoctorAnswer, doctorSide, problem } from '../../__testUtils__';
import { renderDoctor } from '../../__testUtils__/renderDoctor';

const server = setupServer();
registerMswTestHooks(server);

// The machines that run this are shared.
jest.setTimeout(60_000);
const patience = { timeout: 20_000 };

const STAGING = `?entity=component:default/payments&try=${encodeURIComponent(
  '{"annotations":{"engineering-insights/production-environments":"staging"}}',
)}`;
const bodiesOf = (requests: readonly Request[]) =>
  Promise.all(
    requests
      .filter(({ url }) => url.endsWith('/v1/doctor/preview'))
      .map(request => request.clone().json()),
  );
const rowOf = (block: HTMLElement, name: string) =>
  within(block).getByText(name).closest('tr');

describe('the setup doctor', () => {
  it('asks for a component first, from the catalog', async () => {
    const { requests } = renderDoctor({ server, search: '' });
    expect(
      await screen.findByText('Which component?', {}, patience),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByLabelText('Component'));
    await userEvent.click(
      await screen.findByRole('option', { name: /^ledger / }, patience),
    );
    await waitFor(
      () =>
        expect(screen.getByTestId('address')).toHaveTextContent(
          'entity=component:default/ledger',
        ),
      patience,
    );
    await waitFor(async () =>
      expect(await bodiesOf(requests)).toEqual([
        { entityRef: 'component:default/ledger' },
      ]),
    );
  });

  it('shows what holds, and what sets each part of it', async () => {
    renderDoctor({ server });
    const policy = await screen.findByRole(
      'region',
      { name: 'Which rules hold?' },
      patience,
    );
    expect(rowOf(policy, 'Production environments')).toHaveTextContent(
      'set by engineering-insights/production-environmentsprd-.*',
    );
    expect(
      rowOf(policy, 'Issues with these labels are incidents'),
    ).toHaveTextContent('by defaultnone');
    const values = screen.getByRole('region', {
      name: 'What are the numbers now?',
    });
    await waitFor(
      () =>
        expect(rowOf(values, 'Change lead time')).toHaveTextContent(
          /1 d 4 h.*n = 143/,
        ),
      patience,
    );
    expect(screen.queryByText('What to paste')).toBeNull();
  });

  it('tries what the controls say, and keeps it in the address', async () => {
    const { requests } = renderDoctor({ server });
    await screen.findByRole('region', { name: 'Which rules hold?' }, patience);
    await userEvent.click(screen.getByLabelText(/^Deployments from/));
    await userEvent.click(
      await screen.findByRole('option', { name: 'pipeline runs' }),
    );
    await userEvent.type(screen.getByLabelText('Which of them'), 'deploy.yml');
    await userEvent.type(
      screen.getByLabelText('Production environments'),
      'staging',
    );
    await userEvent.type(
      screen.getByLabelText('Hours in which an incident counts'),
      '48',
    );
    expect(screen.getByLabelText('an incident')).toBeChecked();
    expect(screen.getByLabelText('a hotfix')).not.toBeChecked();
    await userEvent.click(screen.getByLabelText('a hotfix'));
    await userEvent.click(screen.getByLabelText('an incident'));
    await userEvent.click(screen.getByLabelText('an incident'));
    await userEvent.click(screen.getByRole('button', { name: 'Preview' }));

    await screen.findByRole('region', { name: 'What to paste' }, patience);
    const trial = {
      annotations: {
        'engineering-insights/deployments': 'pipelineRuns:deploy.yml',
        'engineering-insights/production-environments': 'staging',
      },
      policy: {
        failures: { attributionWindowHours: 48, evidence: { hotfix: true } },
      },
    };
    const bodies = await bodiesOf(requests);
    expect(bodies.at(-1)).toEqual({
      entityRef: 'component:default/payments',
      ...trial,
    });
    expect(screen.getByTestId('address')).toHaveTextContent(
      `try=${JSON.stringify(trial)}`,
    );
  });

  it('shows a rule of the address beside what holds', async () => {
    renderDoctor({
      server,
      search: STAGING,
      scenario: {
        doctor: {
          preview: createDoctorAnswer(
            {},
            {
              notCovered: [
                'Nothing of jira PAY that you may see is stored yet.',
              ],
            },
          ),
        },
      },
    });
    const environments = await screen.findByRole(
      'region',
      { name: 'Which environments count as production?' },
      patience,
    );
    expect(screen.getByLabelText('Production environments')).toHaveValue(
      'staging',
    );
    expect(rowOf(environments, 'staging')).toHaveTextContent(
      '120 · not production120 · production',
    );
    const values = screen.getByRole('region', {
      name: 'What would the numbers be?',
    });
    expect(rowOf(values, 'Successful ones in production')).toHaveTextContent(
      '41120',
    );
    expect(
      screen.getByRole('region', { name: 'What the preview does not show' }),
    ).toHaveTextContent('Nothing of jira PAY');
    expect(
      screen.getByRole('region', { name: 'What to paste' }),
    ).toHaveTextContent(
      'engineering-insights/production-environments: "staging"',
    );
    const matched = screen.getByRole('region', {
      name: 'Which deployments would it match?',
    });
    expect(within(matched).getAllByRole('link')[0]).toHaveAttribute(
      'href',
      doctorSide.deployments[0].url,
    );
  });

  it('tries annotations as they are written, and names a line that is none', async () => {
    const { requests } = renderDoctor({ server });
    await screen.findByRole('region', { name: 'Which rules hold?' }, patience);
    await userEvent.click(screen.getByRole('button', { name: 'Annotations' }));
    const text = screen.getByLabelText('Annotations of catalog-info.yaml');
    await userEvent.click(text);
    await userEvent.paste('github.com/project-slug: acme/ledger\nreleases');
    await userEvent.click(screen.getByRole('button', { name: 'Preview' }));
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Line 2 is no annotation',
    );
    await userEvent.clear(text);
    await userEvent.paste('github.com/project-slug: acme/ledger');
    await userEvent.click(screen.getByRole('button', { name: 'Preview' }));
    await screen.findByRole('region', { name: 'What to paste' }, patience);
    expect((await bodiesOf(requests)).at(-1).annotations).toEqual({
      'github.com/project-slug': 'acme/ledger',
    });
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says first what to try', async () => {
    renderDoctor({ server });
    await screen.findByRole('region', { name: 'Which rules hold?' }, patience);
    await userEvent.click(screen.getByRole('button', { name: 'Preview' }));
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Say first what to try.',
    );
  });

  it('says why a pattern is refused, field by field', async () => {
    renderDoctor({
      server,
      search: STAGING,
      scenario: {
        doctor: {
          preview: {
            ...problem(400, 'refused'),
            errors: [
              {
                field:
                  'body.annotations.engineering-insights/production-environments',
                message: '"(a{100}){100}" is refused: it could run away',
              },
            ],
          },
        },
      },
    });
    expect(await screen.findByRole('alert', {}, patience)).toHaveTextContent(
      'This cannot be tried.engineering-insights/production-environments: "(a{100}){100}" is refused: it could run away',
    );
    expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull();
  });

  it.each([
    [429, 'A preview of yours is still running.'],
    [503, 'Others are trying rules at the moment.'],
  ])('says that it is busy (%s), and tries again', async (status, detail) => {
    const { answerWith } = renderDoctor({
      server,
      search: STAGING,
      scenario: { doctor: { preview: problem(status, detail) } },
    });
    expect(await screen.findByText(detail, {}, patience)).toBeInTheDocument();
    answerWith({});
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(
      await screen.findByRole('region', { name: 'What to paste' }, patience),
    ).toBeInTheDocument();
  });

  it('says that nothing stored fits', async () => {
    renderDoctor({
      server,
      search: STAGING,
      scenario: {
        doctor: {
          preview: createDoctorAnswer({
            counts: { ...doctorSide.counts, deployments: 0 },
            deployments: [],
            environments: [],
          }),
        },
      },
    });
    expect(
      await screen.findByText(/Nothing that is stored fits/, {}, patience),
    ).toBeInTheDocument();
    expect(screen.getByText('None in these 90 days.')).toBeInTheDocument();
  });

  it('keeps the place while it is loading', async () => {
    renderDoctor({
      server,
      search: STAGING,
      scenario: { doctor: { preview: 'pending' } },
    });
    expect(
      await screen.findByLabelText('Loading the preview', {}, patience),
    ).toBeInTheDocument();
  });

  it('forgets a rule that is cleared', async () => {
    renderDoctor({ server, search: STAGING });
    await screen.findByRole('region', { name: 'What to paste' }, patience);
    await userEvent.click(screen.getByRole('button', { name: 'Clear' }));
    await waitFor(() =>
      expect(screen.getByTestId('address')).not.toHaveTextContent('try='),
    );
    expect(
      await screen.findByRole(
        'region',
        { name: 'Which rules hold?' },
        patience,
      ),
    ).toBeInTheDocument();
    expect(screen.getByLabelText('Production environments')).toHaveValue('');
  });
});
