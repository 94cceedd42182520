import { chromium, type Browser } from 'playwright-core';
import { findChromium } from './find-chromium';

/** Nothing that calls home, and no sandbox of its own, which containers do not allow. */
const quietly = [
	'--no-sandbox',
	'--disable-gpu',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/**
 * Starts the Chromium of this machine without a window.
 * @throws SetupProblem that says what to install
 */
export const openChromium = async (): Promise<Browser> =>
	await chromium.launch({ executablePath: findChromium(), args: quietly });
