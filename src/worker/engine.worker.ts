/** The Web Worker of the Lab. */
import { searching } from './lifeSearch.ts';
import { serve } from './serve.ts';

serve(searching);
