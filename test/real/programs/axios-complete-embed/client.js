const axios = require('axios');

module.exports = axios.create({
  baseURL: 'https://api.portkey.ai/v1',
  headers: { 'x-portkey-api-key': process.env.PORTKEY_API_KEY },
});
