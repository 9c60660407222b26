import { readTeamState, writeTeamState } from './useTeamState';

const now = new Date('2026-11-22T23:30:00Z');
const read = (search: string) =>
  readTeamState(new URLSearchParams(search), now);

describe('readTeamState', () => {
  it('shows Flow by the clock where the address says nothing, and leaves the sub-teams to the backend', () => {
    expect(read('')).toMatchObject({
      windowId: '90d',
      isCompared: true,
      clock: 'elapsed',
      isWithSubTeams: undefined,
      openSections: ['flow'],
      tile: undefined,
    });
  });

  it.each([
    ['sections=none', []],
    ['sections=quality,flow', ['flow', 'quality']],
    ['sections=planning,nonsense', ['planning']],
    ['sections=nonsense', ['flow']],
  ])('opens the sections that %s names', (search, sections) => {
    expect(read(search).openSections).toEqual(sections);
  });

  it('takes what makes no sense as absent', () => {
    expect(read('clock=sun&subTeams=perhaps&now=nothing')).toMatchObject({
      clock: 'elapsed',
      isWithSubTeams: undefined,
      tile: undefined,
    });
  });

  it('reads back what it wrote, and keeps what is not its own', () => {
    const change = {
      windowId: '30d',
      isCompared: false,
      clock: 'working',
      isWithSubTeams: false,
      openSections: ['planning', 'quality'],
      tile: 'agingWork',
      explainedMetricId: 'flow.cycle-time',
    } as const;
    const written = writeTeamState(new URLSearchParams('tab=1'), change);
    expect(readTeamState(written, now)).toMatchObject(change);
    expect(written.get('tab')).toBe('1');
  });

  it('leaves defaults out of the address, but not a choice of sub-teams', () => {
    const start = new URLSearchParams(
      'clock=working&sections=none&now=agingWork&window=30d&subTeams=off',
    );
    const back = writeTeamState(start, {
      windowId: '90d',
      clock: 'elapsed',
      openSections: ['flow'],
      tile: null,
      isWithSubTeams: true,
    });
    expect(back.toString()).toBe('subTeams=on');
  });
});
