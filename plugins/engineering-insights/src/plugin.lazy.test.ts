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
  it('load no page until one is opened, and for the card of an overview no chart', async () => {
    await import('./index');
    await import('./legacy');
    expect([...mockLoaded]).toEqual([]);
    await import('./dora/overview/EntityDoraCard');
    expect([...mockLoaded]).toEqual(['react-query']);
    await import('./dora/EntityDoraContent');
    expect([...mockLoaded].sort()).toEqual(['react-query', 'recharts']);
  }, 60_000);
});
