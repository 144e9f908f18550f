import { runPrompt } from './api.js';

const letter = await runPrompt('pp-letter-10aa2b', { name: 'Ümit', topic: 'rent' });
console.log(letter.data.choices[0].message.content);

const { data } = await runPrompt('pp-subject-3344cc', { topic: 'rent' });
console.log(data.choices[0].message.content, data.choices.length);
