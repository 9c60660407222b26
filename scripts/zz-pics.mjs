import { chromium } from 'playwright-core';
import { provideChromium } from './lib/chromium.mjs';
const url='http://localhost:7213';
const d=(c,t)=>`/engineering-insights/doctor?${new URLSearchParams({entity:`component:default/${c}`,...(t&&{try:JSON.stringify(t)})})}`;
const S={annotations:{'engineering-insights/production-environments':'staging'},policy:{failures:{attributionWindowHours:4}}};
const P=[['light',1400,'light',d('payments',S)],['dark',1400,'dark',d('mobile-app')],['phone',390,'dark',d('payments',S)],['refused',1400,'light',d('payments',{annotations:{'engineering-insights/production-environments':'/(a{100}){100}/'}})],['empty',1400,'light','/engineering-insights/doctor'],['rule',1400,'light','/catalog/default/component/mobile-app/dora']];
const launch=await provideChromium(); const browser=await chromium.launch({...launch,env:{...process.env,...launch.env}});
const only=process.argv.slice(2);
for(const [n,w,theme,path] of P.filter(p=>!only.length||only.includes(p[0]))){ const c=await browser.newContext({baseURL:url,viewport:{width:w,height:900},colorScheme:theme}); const p=await c.newPage(); p.setDefaultTimeout(120000); p.setDefaultNavigationTimeout(120000);
 try{ await p.goto('/'); await p.getByRole('button',{name:'Enter as Jonas Weber'}).click(); await p.getByText('Catalog').first().waitFor(); await p.goto(path);
 await p.getByText(/\(UTC\)|cannot be tried|Which component|No deployments/).first().waitFor(); await p.waitForTimeout(4000);
 console.log(n, await p.evaluate(()=>document.documentElement.scrollWidth-document.documentElement.clientWidth)); }catch(e){console.log(n,String(e).slice(0,300))}
 await p.screenshot({path:`/tmp/ei/doctor-${n}.png`,fullPage:true}); await c.close(); }
await browser.close();
