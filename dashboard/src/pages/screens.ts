import '../text/screens';

export { RunScreen } from '../run/RunScreen';
export { Drawer } from './Drawer';
export { History } from './History';
export { RouteScreen } from './RouteScreen';
export { Timetable } from './Timetable';
