/**
 * Companies under several names, in plain letters without legal forms: what they were called before, short names, and
 * what is part of them. Each line is one company; the first name is today's.
 */
const COMPANIES = `
dow|dow chemical|dowdupont
petrochina|cnpc|china national petroleum|中国石油
meta platforms|meta|facebook|instagram|whatsapp
alphabet|google|youtube|google cloud|deepmind
x|twitter|x corp
block|square
salesforce|salesforce com|slack|slack technologies|tableau|tableau software
amazon|amazon com|aws|amazon web services|whole foods|whole foods market|twitch
microsoft|msft|linkedin|github
international business machines|ibm|red hat
hewlett packard|hp|hewlett packard company
hewlett packard enterprise|hpe
jpmorgan chase|jp morgan|jpmorgan|j p morgan|chase|jp morgan chase|chase bank|jpm
bank of america|merrill lynch|bofa|bofa securities|merrill
goldman sachs|goldman|gs
morgan stanley|e trade|etrade
citigroup|citi|citibank|citicorp
wells fargo|wachovia
truist|truist financial|bb t|bbt|suntrust|suntrust banks
capital one|capital one financial
american express|amex
ernst young|ey|ernst and young|e y
pricewaterhousecoopers|pwc|price waterhouse|coopers lybrand
deloitte|deloitte touche|deloitte touche tohmatsu|deloitte consulting
kpmg|kpmg peat marwick
accenture|andersen consulting
mckinsey|mckinsey company|mckinsey and company
boston consulting|bcg|boston consulting group|the boston consulting
bain|bain company|bain and company
booz allen hamilton|booz allen
general electric|ge
ge aerospace|ge aviation
ge healthcare|ge medical systems
general motors|gm
stellantis|fiat chrysler automobiles|fca|chrysler|fiat chrysler|daimlerchrysler
mercedes benz|daimler|daimler benz|mercedes
rtx|raytheon technologies|raytheon|united technologies
lockheed martin|lockheed
altria|philip morris companies|philip morris
mondelez international|mondelez|kraft foods
kraft heinz|heinz|h j heinz
keurig dr pepper|dr pepper snapple|keurig green mountain
anheuser busch inbev|ab inbev|anheuser busch|inbev
procter gamble|p g|pg|procter and gamble
johnson johnson|j j|jnj|johnson and johnson
kenvue|johnson johnson consumer health
at t|att|sbc|sbc communications|at and t
verizon|verizon communications|bell atlantic|mci|gte
t mobile|t mobile us|sprint
charter communications|spectrum|time warner cable
warner bros discovery|warnermedia|time warner|warner media|discovery communications
paramount global|viacomcbs|cbs|viacom|paramount skydance|paramount
comcast|nbcuniversal|nbc universal|nbc|xfinity
walt disney|disney|the walt disney company|espn|pixar
news corp|news corporation|dow jones
thomson reuters|reuters|thomson
s p global|mcgraw hill financial|standard poors|mcgraw hill
intercontinental exchange|ice|new york stock exchange|nyse
blackrock|barclays global investors
bny|bny mellon|bank of new york mellon|bank of new york|mellon financial
state street|ssga
charles schwab|schwab|td ameritrade
fidelity investments|fidelity|fmr
vanguard|vanguard group|the vanguard
ubs|credit suisse|paine webber|union bank of switzerland
hsbc|midland bank|hongkong and shanghai banking
natwest|natwest group|royal bank of scotland|rbs
lloyds banking|lloyds|hbos|lloyds tsb
abn amro|fortis bank nederland
ing|ing direct|ing bank
societe generale|socgen
bnp paribas|bnp|fortis
credit agricole|lcl
unicredit|hypovereinsbank|hvb
banco santander|santander|abbey national
bbva|banco bilbao vizcaya argentaria|compass bank
deutsche bank|postbank
commerzbank|dresdner bank
mufg|bank of tokyo mitsubishi ufj|mitsubishi ufj|mitsubishi ufj financial
sumitomo mitsui|smbc|sumitomo mitsui financial
nomura|nomura holdings
totalenergies|total|total fina elf|total energies
bp|british petroleum
equinor|statoil
shell|royal dutch shell|bg group
exxonmobil|exxon mobil|exxon|mobil|esso
chevron|chevrontexaco|texaco|hess
conocophillips|conoco|phillips petroleum
eni|agip
repsol|repsol ypf
orsted|dong energy
engie|gdf suez|gaz de france
e on|eon|veba
uniper|eon global commodities
vattenfall|nuon
enel|endesa
iberdrola|scottish power
national grid|keyspan
constellation energy|constellation|exelon generation
dxc technology|dxc|csc|computer sciences
kyndryl|ibm global technology services
broadcom|avago|avago technologies|vmware|ca technologies|symantec enterprise|ca
gen digital|nortonlifelock|symantec|norton
trellix|mcafee enterprise|fireeye|musarubra
mandiant|fireeye mandiant
dell|dell technologies|emc|dell emc
nxp|nxp semiconductors|freescale|philips semiconductors
infineon|cypress semiconductor|infineon technologies
stmicroelectronics|st microelectronics|sgs thomson
onsemi|on semiconductor|fairchild semiconductor
marvell|cavium|marvell technology
amd|advanced micro devices|xilinx
nvidia|mellanox
intel|altera
qualcomm|atheros
nokia|alcatel lucent|alcatel|lucent|lucent technologies
ericsson|telefonaktiebolaget lm ericsson|lm ericsson
siemens|siemens ag
siemens energy|siemens gamesa
siemens healthineers|siemens healthcare
thyssenkrupp|tk elevator
covestro|bayer materialscience
bayer|monsanto
novartis|ciba geigy|sandoz
roche|genentech|hoffmann la roche
gsk|glaxosmithkline|glaxo wellcome|smithkline beecham
haleon|gsk consumer healthcare
astrazeneca|astra|zeneca|alexion
sanofi|sanofi aventis|aventis|genzyme
pfizer|wyeth|pharmacia
viatris|mylan|upjohn
merck|msd|merck sharp dohme
abbvie|allergan|actavis
bristol myers squibb|bms|celgene
organon|organon company
takeda|shire
teva|teva pharmaceutical
elevance health|anthem|wellpoint
cvs health|cvs|aetna|caremark|cvs caremark
cigna|the cigna|express scripts|evernorth
unitedhealth|optum|unitedhealthcare|unitedhealth group
walgreens boots alliance|walgreens|boots
labcorp|laboratory corporation of america|covance
iqvia|quintiles|ims health|quintilesims
ppd|pharmaceutical product development
baxter|baxter international
embecta|bd diabetes care
becton dickinson|bd|c r bard
medtronic|covidien
philips|royal philips|koninklijke philips
signify|philips lighting
akzonobel|akzo nobel
dsm firmenich|dsm|firmenich
dupont|du pont|e i du pont de nemours|dowdupont
dow|dow chemical
corteva|corteva agriscience|pioneer hi bred
linde|praxair
basf|ciba specialty
syngenta|chemchina
nutrien|potashcorp|agrium
bunge|viterra
fedex|federal express
ups|united parcel service
dhl|deutsche post|deutsche post dhl
maersk|a p moller maersk|ap moller maersk
xpo|con way
united airlines|continental airlines|united continental|united
american airlines|us airways|amr
delta air lines|delta|northwest airlines
alaska air|virgin america|alaska airlines
international airlines|iag|british airways|iberia
air france klm|air france|klm
lufthansa|deutsche lufthansa
latam airlines|lan airlines|tam
airbus|eads|airbus group
boeing|mcdonnell douglas|rockwell
l3harris|l3 technologies|harris|l3harris technologies|l 3 communications
leidos|saic
honeywell|alliedsignal
resideo|honeywell homes
carrier|carrier global
otis|otis worldwide|otis elevator
xylem|evoqua
fortive|danaher
vontier|fortive mobility
johnson controls|tyco|tyco international
adient|johnson controls automotive
eaton|cooper industries
trane technologies|ingersoll rand|trane
schneider electric|aveva
abb|asea brown boveri
hitachi energy|abb power grids
volkswagen|vw|audi|porsche
volvo cars|volvo car
renault|nissan renault
bmw|bayerische motoren werke
toyota|toyota motor
honda|honda motor
nissan|nissan motor
hyundai|hyundai motor
kia|kia motors
tata motors|jaguar land rover|jlr
zf|zf friedrichshafen|trw automotive
aptiv|delphi automotive|delphi
borgwarner|delphi technologies
continental|vitesco
nestle|nestle purina
unilever|unilever bestfoods
danone|whitewave
heineken|heineken international
diageo|guinness|grand metropolitan
pernod ricard|allied domecq
molson coors|coors|miller coors|millercoors
pepsico|pepsi|frito lay|quaker oats
coca cola|coke|the coca cola company
starbucks|starbucks coffee
mcdonalds|mcdonald s
yum brands|yum|tricon
restaurant brands international|burger king|tim hortons
inspire brands|arbys
darden|darden restaurants
macys|federated department stores|macy s
kohls|kohl s
bath body works|l brands|limited brands
victorias secret|victoria s secret
gap|gap inc|old navy
tapestry|coach
capri|michael kors
vf|vf corporation|vanity fair
kontoor brands|vf jeanswear
walmart|wal mart|wal mart stores|walmart stores
target|dayton hudson
kroger|harris teeter
albertsons|safeway
ahold delhaize|ahold|delhaize
tesco|tesco stores
carrefour|promodes
metro|metro ag
costco|price club|costco wholesale
home depot|the home depot
lowes|lowe s
best buy|geek squad
wayfair|csn stores
ebay|paypal holdings parent
paypal|venmo|x com
expedia|expedia group|homeaway|vrbo|orbitz
booking holdings|booking|priceline|priceline group|booking com
airbnb|airbed breakfast
uber|uber technologies|ubercab|postmates
lyft|zimride
doordash|palo alto delivery
grab|mytaxi
didi|didi chuxing
bytedance|tiktok|douyin|musical ly
tencent|wechat
alibaba|ant group|alipay|ant financial
samsung|samsung electronics
lg|lg electronics|goldstar
sk hynix|hynix
panasonic|matsushita|matsushita electric
sony|sony group|sony corporation
softbank|softbank group
rakuten|rakuten group
kddi|au
ntt|nippon telegraph and telephone|ntt data|ntt docomo
telefonica|o2
orange|france telecom
vodafone|mannesmann
bt|british telecom|british telecommunications|ee
telecom italia|tim
deutsche telekom|telekom|t systems
telenor|telenor group
telia|teliasonera
veon|vimpelcom
liberty global|upc|virgin media
millicom|tigo
america movil|telcel|claro
snap|snapchat|snap inc
pinterest|cold brew labs
match|match group|tinder
zillow|trulia
redfin|rocket
rocket companies|quicken loans|rocket mortgage
opendoor|opendoor technologies
wework|the we company
toast|opti systems
shopify|jaded pixel
squareup|block
stripe|devpayments
adyen|bibit
fiserv|first data
fis|fidelity national information services|worldpay|vantiv
global payments|tsys|total system services|heartland payment systems
mastercard|master card|mastercharge
visa|bankamericard|visa usa
equifax|retail credit
gartner|ceb|meta group
oracle|sun microsystems|cerner|netsuite|peoplesoft|oracle corporation
sap|sap america|concur|successfactors|qualtrics
adobe|adobe systems|macromedia|magento
autodesk|autodesk inc
intuit|mailchimp|credit karma
workday|adaptive insights
servicenow|service now
atlassian|trello
zoom|zoom video communications|zoom communications
twilio|sendgrid|segment
okta|auth0
splunk|cisco splunk
cisco|cisco systems|webex
juniper|juniper networks
palo alto networks|pan
citrix|cloud software|tibco
rackspace|rackspace technology|rackspace hosting
godaddy|go daddy
verisign|network solutions
yahoo|aol|oath|verizon media|america online|altaba
iac|interactivecorp|iac interactivecorp
angi|angies list|angi homeservices|homeadvisor
groupon|thepoint
yelp|yelp inc
spotify|spotify technology
netflix|netflix inc
roku|roku inc
electronic arts|ea
activision blizzard|activision|blizzard|king digital
take two|take two interactive|rockstar games|zynga
coinbase|coinbase global
robinhood|robinhood markets
sofi|social finance|galileo
lendingclub|lending club
upstart|upstart network
affirm|affirm holdings
palantir|palantir technologies
snowflake|snowflake computing
databricks|mosaicml
openai|open ai
anthropic|anthropic pbc
tesla|tesla motors|solarcity
spacex|space exploration technologies
rivian|mainstream motors
strategy|microstrategy
riot platforms|riot blockchain|bioptix
dayforce|ceridian
paycor|paycor hcm
ukg|ultimate software|kronos|ultimate kronos
gen re|general reinsurance
berkshire hathaway|geico|berkshire
metlife|metropolitan life|metropolitan life insurance
brighthouse financial|metlife retail
equitable|axa equitable|equitable holdings
corebridge|aig life and retirement|corebridge financial
aig|american international
travelers|st paul travelers|the travelers companies
chubb|ace limited|ace
willis towers watson|wtw|towers watson|willis group|towers perrin|watson wyatt
marsh mclennan|marsh|mercer|oliver wyman|marsh and mclennan|mmc
aon|hewitt|aon hewitt
alight|alight solutions
principal|principal financial
prudential financial|prudential|pru
voya|voya financial|ing us
lincoln financial|lincoln national
axa|axa group|union des assurances de paris
allianz|pimco|dresdner
zurich insurance|zurich|farmers
swiss re|schweizerische ruckversicherung
munich re|munchener ruck|munchener ruckversicherung
generali|assicurazioni generali
aviva|norwich union|commercial union
phoenix|standard life assurance
abrdn|standard life aberdeen|aberdeen|aberdeen standard investments
schroders|cazenove
janus henderson|janus|henderson
invesco|amvescap|oppenheimerfunds
franklin templeton|legg mason|franklin resources
ameriprise|american express financial advisors
raymond james|morgan keegan
stifel|stifel nicolaus
jefferies|leucadia|jefferies financial
lazard|lazard freres
evercore|isi
piper sandler|piper jaffray|sandler oneill
td|toronto dominion|td bank|td securities
rbc|royal bank of canada|rbc capital markets
bmo|bank of montreal|harris bank
cibc|canadian imperial bank of commerce
scotiabank|bank of nova scotia
carlyle|the carlyle
kkr|kohlberg kravis roberts|kohlberg kravis roberts co
blackstone|the blackstone
apollo global management|apollo management|athene
cbre|trammell crow|cb richard ellis
jll|jones lang lasalle
cushman wakefield|dtz
savills|studley
aecom|urs
jacobs|ch2m hill|jacobs engineering|jacobs solutions
wsp|parsons brinckerhoff|louis berger
stantec|mwh
fluor|fluor daniel
kbr|kellogg brown root
wood|amec foster wheeler|john wood
technipfmc|technip|fmc technologies
baker hughes|bhge|ge oil gas
slb|schlumberger|schlumberger limited
halliburton|dresser industries
nov|national oilwell varco
weatherford|weatherford international
transocean|globalsantafe
vitol|vitol group
glencore|xstrata|glencore xstrata
bhp|bhp billiton|broken hill proprietary
rio tinto|alcan
vale|cvrd|companhia vale do rio doce
anglo american|de beers
barrick|barrick gold
newmont|goldcorp|newmont goldcorp
freeport mcmoran|phelps dodge
arconic|alcoa
howmet|howmet aerospace|arconic corp
arcelormittal|mittal steel|arcelor
nippon steel|us steel|nippon steel sumitomo metal
tata steel|corus
tata consultancy services|tcs
infosys|infosys technologies
wipro|wipro technologies
hcl|hcl technologies|hcltech
tech mahindra|satyam|satyam computer|satyam computer services|mahindra satyam
cognizant|cognizant technology solutions
ltimindtree|larsen toubro infotech|mindtree|lti
capgemini|cap gemini|altran|igate
atos|atos origin|eviden
cgi|logica
genpact|ge capital international services
concentrix|convergys|webhelp|synnex
td synnex|tech data
teleperformance|stream global
conduent|xerox services|affiliated computer services|acs
xerox|fuji xerox parent
fujifilm|fuji photo film|fuji film
kyocera|mita
ricoh|ikon
konica minolta|konica|minolta
lenovo|motorola mobility
motorola solutions|motorola
blackberry|research in motion|rim
kaspersky|kaspersky lab|laboratoriia kasperskogo
bausch health|valeant|valeant pharmaceuticals|biovail
academi|blackwater|xe services|constellis
ww international|weight watchers|ww|weightwatchers
dunkin|dunkin donuts|dunkin brands
nationstar|mr cooper
ally financial|gmac|ally|ally bank|general motors acceptance
synchrony|ge capital retail bank|synchrony financial
discover|discover financial|novus
navient|sallie mae
ridgebury|ridgewood energy
mr price|pepkor
yum china|kfc china
consolidated edison|con edison|coned
duke energy|progress energy|cinergy
exelon|unicom|peco energy
nextera energy|fpl|fpl group|florida power light
pg e|pacific gas and electric|pacific gas electric
vistra|txu|energy future holdings
nrg energy|reliant energy
dominion energy|dominion resources|virginia power
centerpoint energy|houston industries
williams|williams companies
kinder morgan|el paso corp
energy transfer|sunoco logistics
phillips 66|phillips petroleum refining
marathon petroleum|andeavor|tesoro
apa|apache
ovintiv|encana
cenovus|husky energy
suncor|petro canada
occidental|anadarko|oxy|occidental petroleum
coterra|cabot oil gas|cimarex
expand energy|chesapeake energy|chesapeake|southwestern energy
peabody|peabody energy
cleveland cliffs|ak steel|cliffs natural resources
ati|allegheny technologies
ball|rexam
crown|crown cork seal
amcor|bemis
westrock|smurfit westrock|meadwestvaco|rocktenn|smurfit kappa
berry|avintiv|rpc group
newell brands|newell rubbermaid|jarden
stanley black decker|black decker|stanley works
fortune brands innovations|fortune brands home security
masterbrand|fortune brands cabinets
whirlpool|maytag
electrolux|aeg
haier|ge appliances
conagra|conagra brands|pinnacle foods
post|ralcorp
smucker|j m smucker|hostess brands|hostess
kellanova|kellogg|kelloggs|wk kellogg
general mills|pillsbury
hershey|the hershey
mars|wrigley
ferrero|ferrero rocher
lindt|lindt sprungli|russell stover
hormel|hormel foods
tyson|hillshire|sara lee|tyson foods
jbs|pilgrims pride|swift
dole|chiquita fyffes
fresh del monte|del monte fresh
archer daniels midland|adm
cargill|cargill meat
constellation brands|canandaigua
brown forman|jack daniels
beam suntory|jim beam|suntory global spirits|fortune brands spirits
reynolds american|rj reynolds|british american tobacco|bat
imperial brands|imperial tobacco
juul|pax labs
estee lauder|clinique
coty|p g specialty beauty
loreal|l oreal|kiehls
lvmh|louis vuitton|tiffany|moet hennessy
kering|ppr|pinault printemps redoute|gucci
richemont|cartier
swatch|smh
essilorluxottica|luxottica|essilor
inditex|zara
h m|hennes mauritz
fast retailing|uniqlo
pvh|phillips van heusen
hanesbrands|hanes|sara lee branded apparel
ralph lauren|polo ralph lauren
under armour|kp sports
asics|onitsuka
authentic brands|reebok
academy sports|academy outdoors
bed bath beyond|beyond|overstock|overstock com
qurate|qvc|liberty interactive
petsmart|chewy parent
ulta|ulta beauty|ulta salon
carmax|circuit city auto
autonation|republic industries
lithia|lithia motors|driveway
advance auto parts|carquest
genuine parts|napa
o reilly|o reilly automotive
avis budget|cendant|avis
hertz|dollar thrifty
wyndham|wyndham destinations|travel leisure
marriott|starwood|ritz carlton
hilton|park hotels parent|hilton worldwide
hyatt|two roads
ihg|intercontinental hotels|six continents|bass
accor|fairmont|accorhotels
carnival|p o princess|princess cruises
royal caribbean|rcl
caesars|harrahs|eldorado resorts
mgm resorts|mgm mirage
penn entertainment|penn national gaming
bally s|twin river
light wonder|scientific games
entain|gvc|ladbrokes
flutter|paddy power betfair|fanduel|paddy power
evolution|netent
liveperson|hipcricket
live nation|ticketmaster
endeavor|wme|wme img
sirius xm|pandora|sirius
iheartmedia|clear channel|iheart
audacy|entercom
gannett|usa today|gatehouse media
tegna|gannett broadcasting
nexstar|tribune media
tribune publishing|tronc|chicago tribune
the new york times|new york times|nyt
washington post|wp
bertelsmann|penguin random house|random house
hachette|lagardere publishing
clarivate|proquest|thomson scientific
relx|reed elsevier|elsevier|lexisnexis
wolters kluwer|cch
informa|taylor francis
pearson|pearson education
cengage|thomson learning
nielsen|nielseniq|ac nielsen
kantar|tns
ipsos|synovate
wpp|j walter thompson|ogilvy
publicis|sapient|leo burnett
omnicom|interpublic|bbdo
dentsu|aegis
havas|euro rscg
avolon|cit aerospace
aercap|gecas|ilfc
spirit aerosystems|boeing wichita
textron|cessna|beechcraft
bombardier|learjet
embraer|empresa brasileira de aeronautica
safran|snecma|zodiac aerospace
thales|thomson csf
bae systems|british aerospace|bae
leonardo|finmeccanica
rolls royce|rolls royce holdings
babcock|vt group
qinetiq|dera
mitie|interserve
iss|iss facility services
sodexo|sodexho
compass|granada food
aramark|ara services
securitas|pinkerton|burns security
allied universal|g4s
adecco|akka|modis
randstad|vedior|spherion
manpowergroup|manpower
korn ferry|hay group
heidrick struggles|heidrick
robert half|protiviti
insperity|administaff
adp|automatic data processing
paychex|oasis outsourcing
trinet|zenefits
csx|conrail csx
canadian pacific kansas city|canadian pacific|kansas city southern|cpkc
bnsf|burlington northern santa fe|burlington northern
canadian national|cn|illinois central
norfolk southern|norfolk western
wabtec|ge transportation|westinghouse air brake
alstom|bombardier transportation
hapag lloyd|uasc
msc|mediterranean shipping
cma cgm|apl|neptune orient lines
cosco|oocl
db schenker|schenker|dsv|panalpina|uti worldwide
kuehne nagel|apex international
gxo|xpo logistics supply chain
rxo|xpo brokerage
expeditors|expeditors international
c h robinson|ch robinson
j b hunt|jb hunt
knight swift|swift transportation|knight transportation
tfi|ups freight
yellow|yrc|yrc worldwide
republic services|allied waste|browning ferris
wm|waste management|advanced disposal
veolia|vivendi environnement|suez
ecolab|nalco
sherwin williams|valspar
ppg|pittsburgh plate glass
axalta|dupont performance coatings
chemours|dupont performance chemicals
celanese|hoechst celanese
lyondellbasell|lyondell|basell
ineos|innovene
lanxess|bayer chemicals
evonik|degussa
arkema|atofina
solvay|syensqo|rhodia
air products|air products and chemicals
air liquide|airgas
umicore|union miniere
johnson matthey|jm
bd biosciences|bd life sciences
thermo fisher|thermo fisher scientific|life technologies|fisher scientific|invitrogen|thermo electron
danaher|cepheid|pall|beckman coulter|cytiva
agilent|hewlett packard test
keysight|agilent electronic measurement
revvity|perkinelmer|perkin elmer
avantor|vwr
bio techne|techne
illumina|solexa
pacific biosciences|pacbio
quest diagnostics|corning clinical labs
davita|total renal care
fresenius|helios
hca|hca healthcare|columbia hca|hospital corporation of america
tenet|tenet healthcare|vanguard health
community health systems|chs|health management associates
encompass health|healthsouth
humana|kindred at home
centene|wellcare|health net
molina|molina healthcare
cardinal health|cordis
mckesson|us oncology
cencora|amerisourcebergen|alliance boots distribution
henry schein|schein
dentsply sirona|dentsply|sirona
zimmer biomet|zimmer|biomet
stryker|wright medical
boston scientific|guidant
abbott|st jude medical|abbott laboratories
edwards lifesciences|baxter cardiovascular
intuitive surgical|intuitive|computer motion
hologic|cytyc
align|align technology|invisalign
solventum|3m health care
3m|minnesota mining and manufacturing
biogen|biogen idec
gilead|kite|immunomedics
amgen|immunex|horizon therapeutics|onyx
regeneron|checkmate
vertex|vertex pharmaceuticals
jazz|gw pharmaceuticals
perrigo|elan
endo|par pharmaceutical
mallinckrodt|questcor
novo nordisk|novo
lundbeck|h lundbeck
ucb|schwarz pharma
ipsen|beaufour ipsen
servier|shire oncology
astellas|yamanouchi|fujisawa
daiichi sankyo|daiichi|sankyo
eisai|morphotek
otsuka|otsuka america
sumitomo pharma|sunovion|sumitomo dainippon|dainippon
lupin|lupin pharmaceuticals
sun pharma|ranbaxy|sun pharmaceutical
dr reddys|dr reddy s
cipla|cipla usa
mahindra|mahindra mahindra
vedanta|sterlite
jsw|ispat
ultratech|grasim cement
hdfc bank|hdfc
vodafone idea|idea cellular|vi
reliance|jio|reliance industries
flipkart|myntra
eternal|zomato
one97|paytm
byju s|byjus
ola|ani technologies
swiggy|bundl technologies
`;

const lineOf = new Map<string, number>();
for (const [at, line] of COMPANIES.trim().split('\n').entries()) {
  for (const name of line.split('|')) if (!lineOf.has(name)) lineOf.set(name, at);
}

/** The company that a name in plain letters, without its legal form, stands for; undefined for one that is not known. */
export const companyLine = (name: string): number | undefined => lineOf.get(name);

/** Employers of so many that two of one name are there at once. */
const LARGE = new Set(
  [
    'google|amazon|microsoft|ibm|accenture|deloitte|pwc|ey|kpmg|walmart|meta|apple|infosys|tcs|wipro|cognizant|hcl',
    'capgemini|jpmorgan|bank of america|citi|wells fargo|hsbc|goldman sachs|morgan stanley|ge|siemens|volkswagen|bosch',
    'samsung|oracle|cisco|intel|dell|hp|at t|verizon|comcast|disney|ups|fedex|target|kroger|home depot|costco|starbucks',
    'mcdonalds|pepsico|nestle|unilever|pfizer|johnson johnson|cvs|unitedhealth|kaiser permanente|boeing|lockheed martin',
    'rtx|airbus|toyota|honda|ford|general motors|shell|bp|exxonmobil|dhl|huawei|alibaba|tencent|sony|hitachi|ntt',
    'us army|us navy|nhs|mayo clinic|cleveland clinic|harvard university|stanford university|tata motors|reliance|kpmg',
  ].flatMap((line) => line.split('|')),
);
const LARGE_LINES = new Set([...LARGE].flatMap((name) => lineOf.get(name) ?? []));

/** Whether a company is so large that people of one name work there side by side. */
export const isLargeEmployer = (name: string): boolean => {
  const line = lineOf.get(name);
  return LARGE.has(name) || (line !== undefined && LARGE_LINES.has(line));
};
