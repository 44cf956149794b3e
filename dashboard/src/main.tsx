import './style/tokens.css';
import './style/reset.css';
import { createRoot } from 'react-dom/client';
import { App } from './shell/App';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
