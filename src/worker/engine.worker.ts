/** The Web Worker of the Lab. */
import { serve } from './serve.ts';

serve();
