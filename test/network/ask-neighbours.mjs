// Asks the neighbours by mDNS, prints the first answer of that type as JSON, and ends.
import multicastDns from 'multicast-dns'

const [name = '', type = '', own] = process.argv.slice(2)
const mdns = multicastDns({ interface: own, bind: '0.0.0.0' })
const ask = () => mdns.query([{ name, type }])
const again = setInterval(ask, 300)
/** @param {string} text */
const end = (text) => {
  clearInterval(again)
  clearTimeout(patience)
  mdns.destroy(() => process.stdout.write(text))
}
const patience = setTimeout(() => end('null'), 5_000)
mdns.on('ready', ask)
mdns.on('response', ({ answers }) => {
  const answer = answers.find((record) => record.name === name && record.type === type)
  if (answer) end(JSON.stringify(answer.data))
})
