export * from './bandOf';
export * from './bandScales';
