import { TEXTS } from './texts.js';

/** What the page knows. Who changes it shows it again. */
export const state = {
	language: chosenLanguage(),
	/** As GET /_sandbox/platforms tells them. */
	platforms: [],
	/** The one whose tab is open. */
	platform: null,
	connected: false,
	orders: [],
	/** Faults of all platforms. */
	faults: [],
	requests: [],
	deliveries: [],
};

/** What was chosen before, else the browser's first language that the console speaks. */
function chosenLanguage() {
	const wanted = [localStorage.getItem('language'), ...navigator.languages];
	return wanted.map((tag) => tag?.slice(0, 2).toLowerCase()).find((tag) => tag in TEXTS) ?? 'en';
}

export const texts = () => TEXTS[state.language];

/** The language in the way of the attribute `lang` and of Intl. */
export const locale = () => (state.language === 'pt' ? 'pt-BR' : 'en-GB');

export const money = (reais) =>
	new Intl.NumberFormat(locale(), { style: 'currency', currency: 'BRL' }).format(reais);

export const clock = (iso) => new Date(iso).toLocaleTimeString(locale());
