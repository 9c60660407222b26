import { mockServices } from '@backstage/backend-test-utils';
import type { WebhookAnswer } from '../ingestion/receiveWebhook';
import { auditRefusedWebhook } from './auditRefusedWebhook';

const CASES: readonly [WebhookAnswer, readonly unknown[]][] = [
  [
    { result: 'badSignature' },
    [
      { source: 'github', result: 'badSignature' },
      'The signature does not fit the configured secret.',
    ],
  ],
  [
    { result: 'invalid', message: 'The body must be JSON.' },
    [{ source: 'github', result: 'invalid' }, 'The body must be JSON.'],
  ],
  [{ result: 'closed', isRead: true }, []],
  [{ result: 'stored' }, []],
];

it.each(CASES)(
  'of a webhook that is answered %j the auditor is told %j',
  async (answer, expected) => {
    const told: unknown[] = [];
    const auditor = mockServices.auditor.mock({
      createEvent: async ({ meta }) => ({
        success: async () => {},
        fail: async ({ error }) => {
          told.push(meta, error.message);
        },
      }),
    });
    await auditRefusedWebhook({ auditor, source: 'github', answer });
    expect(told).toEqual(expected);
  },
);
