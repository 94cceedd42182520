/**
 * Must be imported before anything of n8n-core: on import it reads its settings, and without these lines it would
 * write an encryption key into the home folder of whoever runs the tests.
 */
import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

const home = path.resolve(__dirname, '../../../.generated', `n8n-core-${process.env.JEST_WORKER_ID ?? '0'}`);
mkdirSync(home, { recursive: true });

process.env.N8N_USER_FOLDER = home;
process.env.N8N_ENCRYPTION_KEY = 'engine-tests';
process.env.N8N_LOG_LEVEL = 'silent';
process.env.N8N_DIAGNOSTICS_ENABLED = 'false';
