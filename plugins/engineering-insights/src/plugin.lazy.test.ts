const mockLoaded = new Set<string>();

// What only a drawn page needs; each is still the real one.
jest.mock('recharts', () => {
  mockLoaded.add('recharts');
  return jest.requireActual('recharts');
});
jest.mock('@tanstack/react-query', () => {
  mockLoaded.add('react-query');
  return jest.requireActual('@tanstack/react-query');
});

describe('the entry points', () => {
  it('load no page until one is opened, and no chart for the card of an overview or to ask what a tab shows', async () => {
    await import('./index');
    await import('./legacy');
    expect([...mockLoaded]).toEqual([]);
    await import('./dora/overview/EntityDoraCard');
    expect([...mockLoaded]).toEqual(['react-query']);
    await import('./dora/EntityDoraContent');
    await import('./team/EntityTeamContent');
    expect([...mockLoaded]).toEqual(['react-query']);
    await import('./dora/DoraPage');
    expect([...mockLoaded].sort()).toEqual(['react-query', 'recharts']);
  }, 60_000);
});
