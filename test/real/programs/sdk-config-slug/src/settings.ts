export const settings = {
  portkeyConfig: 'pc-faq-bo-1b2c3d',
  model: 'gpt-3.5-turbo-16k',
};
