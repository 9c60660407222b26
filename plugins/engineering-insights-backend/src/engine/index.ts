<<<<<<< HEAD
export { answersIn } from './answersIn';
=======
export * from './blocks';
>>>>>>> main
export * from './coverageByService';
export * from './evaluate';
export * from './Evaluation';
export * from './explain';
export * from './findingsByAge';
export * from './health';
export * from './distributionOf';
export * from './Member';
export * from './measurePeriods';
export * from './Period';
export * from './overview';
export * from './phaseBuckets';
export * from './processDirtyMarks';
export * from './Readiness';
export * from './readMembers';
export * from './recalculate';
export * from './sprints';
export * from './sweep';
