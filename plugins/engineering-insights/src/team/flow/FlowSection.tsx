import { PhasesSection } from '../../phases/PhasesSection';
import { Cell, Grid } from '../section/Grid';
import { SectionContent } from '../section/SectionContent';
import { AgeingWork } from './AgeingWork';
import { FlowCards } from './FlowCards';
import { WeeklyThroughput } from './WeeklyThroughput';

const HEIGHT = 960;

/** How work flows from the first commit to production. */
export function FlowSection() {
  return (
    <SectionContent section="flow" height={HEIGHT}>
      {numbers => (
        <>
          <FlowCards numbers={numbers} />
          {numbers.answer.phases && (
            <PhasesSection
              answer={{ ...numbers.answer, phases: numbers.answer.phases }}
              isBusy={numbers.isBusy}
            />
          )}
          <Grid>
            <Cell columns={6}>
              <AgeingWork numbers={numbers} />
            </Cell>
            <Cell columns={6}>
              <WeeklyThroughput numbers={numbers} />
            </Cell>
          </Grid>
        </>
      )}
    </SectionContent>
  );
}
