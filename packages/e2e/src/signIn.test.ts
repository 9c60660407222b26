import AxeBuilder from '@axe-core/playwright';
import { closePages, openPage, type DemoPerson } from './openPage';

afterAll(closePages);

describe('the sign-in page', () => {
  it.each<DemoPerson>([
    'Mira Okafor',
    'Jonas Weber',
    'Aiko Tanaka',
    'Sam Rivera',
  ])('lets %s in and knows them afterwards', async person => {
    const page = await openPage({ path: '/settings', signInAs: person });
    await page.getByText(person).first().waitFor();
    expect(await page.getByText('Enter as').count()).toBe(0);
  });

  it('keeps a person signed in when the page is loaded again', async () => {
    const page = await openPage({ path: '/', signInAs: 'Mira Okafor' });
    await page.getByRole('link', { name: 'Settings' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Settings' }).waitFor();
    expect(await page.getByText('Enter as').count()).toBe(0);
  });

  it('has no accessibility violations', async () => {
    const page = await openPage({ path: '/' });
    await page.getByRole('button', { name: 'Enter as Mira Okafor' }).waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
  });
});
