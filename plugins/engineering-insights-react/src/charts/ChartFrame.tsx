import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useFormats } from '../formats';
import { Block } from '../kit/Block';
import { PlainTable } from '../kit/PlainTable';
import type { PlainTableProps } from '../kit/PlainTable';

const useStyles = makeStyles(theme => ({
  text: {
    fontSize: 13,
    lineHeight: '18px',
    margin: theme.spacing(-0.5, 0, 1.5),
  },
  note: {
    fontSize: 12,
    lineHeight: '16px',
    marginTop: theme.spacing(1),
    color: theme.palette.text.secondary,
  },
  toggle: {
    textTransform: 'none',
    fontSize: 12,
    fontWeight: 400,
    minWidth: 0,
    padding: '0 6px',
    color: theme.palette.text.secondary,
  },
  table: { overflow: 'auto' },
}));

export interface ChartFrameProps {
  /** The question that the chart answers. */
  readonly title: string;
  /** The unit and the clock. */
  readonly subtitle: string;
  /** The answer in one sentence, made from the numbers. */
  readonly text: string;
  readonly note?: string;
  readonly table: PlainTableProps;
  readonly height: number;
  readonly className?: string;
  readonly isBusy?: boolean;
  readonly children: ReactNode;
}

/** A chart with its question, its answer in words, and its numbers as a table. */
export function ChartFrame(props: ChartFrameProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const [isTable, setIsTable] = useState(false);
  const textId = useId();
  return (
    <Block
      title={props.title}
      subtitle={props.subtitle}
      className={props.className}
      isBusy={props.isBusy}
      actions={
        <Button
          className={classes.toggle}
          data-no-print
          size="small"
          aria-pressed={isTable}
          onClick={() => setIsTable(!isTable)}
        >
          {t(isTable ? 'kit.chart' : 'kit.table')}
        </Button>
      }
    >
      <p id={textId} className={classes.text}>
        {props.text}
      </p>
      {isTable ? (
        <div className={classes.table} style={{ maxHeight: props.height }}>
          <PlainTable {...props.table} caption={props.title} />
        </div>
      ) : (
        <div role="group" aria-label={props.title} aria-describedby={textId}>
          {props.children}
        </div>
      )}
      {props.note && <div className={classes.note}>{props.note}</div>}
    </Block>
  );
}
