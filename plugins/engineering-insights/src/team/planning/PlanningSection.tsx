import { Cell, Grid } from '../section/Grid';
import { SectionContent } from '../section/SectionContent';
import { CumulativeFlow } from './CumulativeFlow';
import { CycleTimeScatter } from './CycleTimeScatter';
import { Sprints } from './Sprints';

const HEIGHT = 760;

/** How issues move, and whether sprints keep what they plan. */
export function PlanningSection() {
  return (
    <SectionContent section="planning" height={HEIGHT}>
      {numbers => (
        <Grid>
          <Cell columns={6}>
            <CumulativeFlow numbers={numbers} />
          </Cell>
          <Cell columns={6}>
            <CycleTimeScatter numbers={numbers} />
          </Cell>
          <Cell columns={12}>
            <Sprints numbers={numbers} />
          </Cell>
        </Grid>
      )}
    </SectionContent>
  );
}
