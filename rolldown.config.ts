import { defineConfig } from 'rolldown';
import { thirdPartyLicences } from './scripts/third-party-licences.ts';

export default defineConfig({
  input: 'src/main.ts',
  platform: 'node',
  // The SDK's `main` is CommonJS, which takes every schema of a service along; of its ES modules only what is used stays.
  resolve: { mainFields: ['module', 'main'] },
  plugins: [thirdPartyLicences('THIRD-PARTY-LICENSES.txt')],
  output: {
    dir: 'dist',
    // Each client is loaded when a connection is made, and all of them are: one file is read faster than many.
    codeSplitting: { groups: [{ name: 'clients', test: /@aws-sdk[\\/]client-/ }] },
    cleanDir: true,
    format: 'esm',
    minify: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  },
});
