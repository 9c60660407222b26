export { permissionModuleDemo as default } from './permissionModuleDemo';
