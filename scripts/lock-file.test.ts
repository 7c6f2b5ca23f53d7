import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { isPromised, listMissingBuilds } from './lock-file.mjs'
import { readLockedPackages } from './setup.mjs'

const root = new URL('../', import.meta.url)
const packages = readLockedPackages(fileURLToPath(new URL('package-lock.json', root)))

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(new URL(file, root), 'utf8')) as Manifest
}

describe.each(['rolldown', 'lightningcss', 'typescript-native'])('the lock file and %s', (name) => {
  const offered = readManifest(`node_modules/${name}/package.json`).optionalDependencies ?? {}

  it('the package offers builds for the platforms we promise', () => {
    const promised = Object.keys(offered).filter(isPromised)
    for (const platform of ['darwin-x64', 'darwin-arm64', 'linux-x64', 'linux-arm64', 'win32-x64', 'win32-arm64']) {
      expect(promised.filter((build) => build.includes(platform))).not.toEqual([])
    }
  })

  it('the lock file holds them all', () => {
    expect(listMissingBuilds(packages, name, offered)).toEqual([])
  })

  it('a lock file made where one could not be fetched is found out', () => {
    const build = `node_modules/${Object.keys(offered).find(isPromised) ?? ''}`
    const rest = Object.fromEntries(Object.entries(packages).filter(([location]) => location !== build))
    expect(listMissingBuilds(rest, name, offered)).toHaveLength(1)
  })
})

describe('the lock file', () => {
  it('asks for what package.json asks for, each in one exact version', () => {
    const { dependencies, devDependencies } = readManifest('package.json')
    const { '': locked } = packages as Record<string, Partial<Manifest>>
    expect(locked?.dependencies).toEqual(dependencies)
    expect(locked?.devDependencies).toEqual(devDependencies)
    const versions = Object.values({ ...dependencies, ...devDependencies })
    expect(versions.filter((version) => !/^(npm:typescript@)?\d+\.\d+\.\d+$/.test(version))).toEqual([])
  })

  it('names no registry', () => {
    expect(readFileSync(new URL('package-lock.json', root), 'utf8')).not.toContain('"resolved"')
  })
})
