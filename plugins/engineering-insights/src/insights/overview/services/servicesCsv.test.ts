import { definitions, overviewServices } from '../../../__testUtils__';
import { englishFormats } from '../../../__testUtils__/englishFormats';
import { servicesCsv } from './useServicesCsv';

it('gives each service a line, leaves unknown cells empty, and no cell is a formula', () => {
  const { t } = englishFormats();
  const lines = servicesCsv(
    overviewServices.items,
    definitions.filter(({ id }) => id === 'dora.change-lead-time'),
    t,
  ).split('\r\n');
  expect(lines).toEqual([
    'service,entity ref,lifecycle,change lead time (seconds),"change lead time, band","change lead time, n"',
    'Ledger,component:default/ledger,production,180000,high,60',
    "'=1+1,component:default/payments,,,,",
    '',
  ]);
});
