import { headline } from './tasks/headline.js'
import { teaser } from './tasks/teaser.js'

const story = 'The old lighthouse is for sale.'
console.log(await headline(story))
console.log(await teaser(story))
