import { isKnownGiven } from './common.ts';

/**
 * Given names that are one person's: short forms, and one name in the spellings of several languages. Each line is a
 * group; a name may stand in several (`alex`, `chris`, `sam`), and two names belong together where they share one.
 * Written in plain letters, as names are compared.
 */
const GROUPS = `
abigail abby abbie gail
abraham abe abram avraham ibrahim ebrahim ibragim
adam adamo
adelaide addie heidi
adrian adrien adriano hadrian
agnes agnieszka agnese
albert al bert alberto albrecht bertie
alexander alejandro alex alexandre alessandro aleksandr aleksander alexandr oleksandr alexandros iskandar alec alek sandy xander sasha sascha sacha aleks lex
alexandra alex alessandra aleksandra alejandra oleksandra sandra sandy sasha lexi ali alexa
alfred alfredo al fred freddie alf alfie
megan meghan meagan meaghan meg
alice alicja alicia ali
alan allan allen al alain
alison allison ali allie
amanda mandy
amelia amy millie mia emelia
andrew andy drew andreas andre andrei andrey andrej andrzej andriy andres andrea anders andrija ondrej
andrea andreea andie
angela angie angelika angelique
ann anne anna ana anya annie nan nancy anja hanna hannah anita
anthony antony tony antonio anton antoine antonin ant
antonia toni antoinette tonia
archibald archie
arnold arnie arnaud arnoldo
arthur art artie artur arturo
augustus gus august augusto agustin
barbara barb babs barbie varvara barbra
bartholomew bart bartek bartosz bartolomeo
beatrice bea beatriz trixie beatrix
benedict ben benedikt benny benedetto benito
benjamin ben benny benji binyamin veniamin
bernard bernie bernhard bernardo bernd
beverly bev
bradley brad
brandon bran
bridget brigitte birgit biddy bridie britta brigid
calvin cal
cameron cam
camille camila kamila camilla
carl karl carlos carlo karel charles charlie chuck karol
caroline carolyn carrie carol carolina karolina lina
cassandra cassie sandra
catherine katherine kathryn katharine catharine kate katie kathy cathy cat kat kitty katya ekaterina yekaterina jekaterina kateryna katarzyna kasia catalina catarina caterina katarina kathleen kay trina karin karen
charles charlie chuck chas carlos carlo carl karl charly chip
charlotte lottie charlie carlota carlotta
christina christine kristina kristin kristine christy chris tina cristina krystyna kirsten kristen chrissy khristina christa krista
christopher chris kris christoph christophe cristobal kristoffer krzysztof topher kit christos christoffer cristoforo chip
christian chris cristian kristian christiaan krystian
clarence clare clancy
claudia claude claudine
clifford cliff
clinton clint
constance connie constanze constanza
constantine konstantin konstantinos kostas constantin dinos gus costas
cornelius cornelis neil corneliu kees
curtis curt kurt
cynthia cindy
cyril kirill kiril
daniel dan danny danilo daniil danil daniel danyl daniyal
daniela danielle dani daniella danuta
david dave davey davide dawid daud davud dovid
deborah debra deb debbie debby devorah
dennis denis denys denny dionysios
diana diane dianne di
dmitry dmitri dmitrii dmitriy dima dimitri dimitrios dimitris dmytro demetrios jim mitya dimitar demetrius
dominic dominick dominik dominique nick dom domenico domingo
donald don donny donnie donal
dorothy dot dottie dolly dorothea dorota thea dora
douglas doug
edgar ed eddie edgardo
edmund ed eddie ned edmond edmundo
edward ed eddie ted teddy ned eduardo edouard eduard edvard edoardo
edwin ed eddie ned
eleanor ellie nell nora eleonora elinor elena lenore
elena helen helena yelena olena elene lena ellen eleni helene jelena ilona elaine nell
elizabeth elisabeth liz lizzie beth betsy betty eliza lisa elsa libby liza bess elisa elise lise lisbeth elzbieta elisaveta yelizaveta elizaveta ilse isabel isabella bella lily liesel
emanuel emmanuel manuel manny manolo manu immanuel
emily emilie emilia em emmy emy
emma em emmy
eric erik erich erick enrico
ernest ernie ernst ernesto
esther hester ester essie
ethan etan eitan
eugene gene evgeny evgeni evgenii evgeniy yevgeny yevgeni yevgeniy yevgenii eugen eugenio jewgeni evgenij yevhen
eugenia evgenia yevgenia evgeniya genia
evan ioan
evelyn eve evie ewelina
eve eva ewa ieva
fedor fyodor theodore fiodor feodor fedir
ferdinand fernando fernand ferdi
florence flo flora florrie
frances fran francesca franziska frankie francoise fanny franny francisca franka
francis frank francisco francesco francois franz frankie paco pancho franciszek fran cisco ferenc
franklin frank frankie
frederick fred freddy friedrich federico frederic frederik fritz rick fryderyk fredrik freddie fredric
gabriel gabe gabi gavriel gavril jibril gavriil
gabriela gabrielle gabby gabriella gaby
gary garry garrett
geoffrey jeffrey geoff jeff godfrey gottfried jeffery
george georg jorge georges giorgio georgy georgi georgios yuri yury jerzy jiri jurgen gheorghe giorgos yorgos goran juraj georgiy heorhiy
gerald gerry jerry gerhard gerard gerardo gerd gherardo
gertrude trudy gertie gertrud gertruda
giovanni john gianni vanni
giuseppe joseph beppe peppe
gregory greg gregor grigory grigori gregorio gregg grzegorz grigorii hryhoriy grigoris
guillermo william memo
gustav gus gustavo gustave gustaf
guy guido
harold harry hal harald haroldo
hassan hasan hasson
helmut hellmut
henry harry hank hal henri heinrich enrique hendrik henrik enrico heinz henryk henrique rik hendrick
herbert herb bert heribert
herman hermann armand germaine
howard howie
hugh hugo hughie huw ugo hugues
ignatius ignacio nacho iggy ignatz ignacy
igor ihor
ilya ilia elijah elias eli illia elia ilias
inigo ignacio
irene irina irena iryna ira rena eirini
isaac ike itzhak yitzhak izak ishaq zak isac
isabel isabella isabelle bella izzy isa izabela ysabel
ivan john ioann ivo johannes vanya jan
jack john jackie jacques
jacob jake jakob jacobo iakov yakov jakub giacomo yaakov yaqub coby jim jacques
jacqueline jackie jacquelyn jacqui
james jim jimmy jamie jaime diego santiago jacques giacomo jim jem seamus iago
jan johann john johannes jon hans
jane jan janie jana johanna juana ivana yana jayne
janet jan jana janette
jason jay jas
jean john jan gene
jennifer jen jenny jenn jennie
jeremy jerry jeremiah jeremias jem
jerome jerry hieronymus geronimo jeronimo hieronim
jessica jess jessie jessy
jill gillian gill jillian
joan joanne joanna jo jane johanna giovanna joana
joaquin joachim quino jochen joakim
joel yoel
johann john johannes hans jan johan juan joao giovanni ivan jean ioannis yannis yiannis janos hannes yahya giannis ion ioan
john jon johnny jack jonny jock jan juan jean
sean shaun shawn shaughn
shane shayne
ian iain
evan ewan euan
owen eoin
jonathan jon johnny nathan john jonny jonatan yonatan
jose joseph pepe chepe josep josef
joseph joe joey jo jose josef giuseppe yosef yusuf yousef youssef yusif iosif osip jozef yosif josip beppe pepe josephus joze yussef usuf
josephine jo josie josefina josefine fina giuseppina
joshua josh yehoshua josue
joyce joy
juan john juanito
judith judy jude judit yehudit
julia julie juliet yulia julija iulia giulia jules yuliya julianna
julian jules julien juliano julio giuliano
karen karin caren
kenneth ken kenny kent
kevin kev
kimberly kim kimberley kimmie
konrad conrad kurt conny corrado
kyrylo kirill cyril
lawrence laurence larry lars lorenzo laurent lorenz laurie lawrie lavrentiy
leah lea lia
leo leon leonard leonardo lev leonid leonidas lenny len leonhard leopold levi lionel
leonard len lenny leo leonardo leonhard
leonid leo lyonya leonidas leon
leslie les lesley
lewis louis lew lou ludwig luis luigi luiz lou ludovic lodewijk
lillian lily lilian lilly lil liliana
linda lynda lin lindy
louise lou luisa louisa luise lulu
lucas luke luca luka lukas lukasz lucian loukas
lucy lucia luciana lucie lu lucille lucinda
lyudmila ludmila lyuda mila liudmila ludmilla
magdalena magda lena madeleine madeline maddie maddy
malcolm mal
marcus mark marc marco marcos markus marek marko marcin
margaret maggie meg peggy marge margie rita greta margarita marguerite margarete margot daisy margareta malgorzata gosia margherita grete madge marjorie
maria mary marie mariya mariam maryam miriam mia molly polly maja marija marya may mitzi marika masha
mariana marianne marian mariann marianna
martha marta marthe
martin marty martino marten martijn martinus martyn
mary maria marie molly polly mae may
matilda tilly mathilde tilda mathilda
matthew matt matthias mateo matteo mathieu matthieu matias mateusz matvey matthaus mats mattias mathias mathew matty matei
maurice morris moritz mauricio maurizio moe mo
maximilian max maxime maxim maksim maximiliano massimo maksym maximillian
maxwell max
melissa mel missy lissa
melanie mel
melvin mel
michael mike mick mickey michel miguel mikhail michele mikael michal mikko micky mitch mihail mykhailo mihai mischa misha mikel mikhael mihaly michail mihail
michelle shelly shelley michele micki micaela
mildred millie milly
milton milt
mohammed muhammad mohamed mohammad mohamad muhammed mohd mohamud muhamad mahomet mehmet mehmed muhamed mo mohamd mouhamed magomed mukhammad mohammod
mahmoud mahmud mahmood mehmood
ahmed ahmad ahmet ahmadou akhmed akhmad ahmat
abdul abdel abd abdoul abdal
abdullah abdallah abdulla abdoulaye abdollah
abdelrahman abdulrahman abdurrahman abderrahmane abdurahman
ali aly
omar umar omer oumar
osman uthman othman ousmane usman
hussein hussain husain husayn hossein houssein husein huseyin hosein hussien hossain
hassan hasan hassane
yasser yasir yaser
khaled khalid halid chaled haled
said saeed sayed syed saed sayyid saied saeid
jamal gamal jamaal djamal cemal
tariq tarek tarik tareq
karim kareem kerim
rashid rasheed rachid raşit reshid rachit
faisal faysal feisal faycal
nasser nasir naser nassir
youssef yusuf joseph yousef yousuf
mustafa mostafa moustafa mustapha moustapha
fatima fatma fatimah fatemeh fatimata fatoumata
aisha ayesha aysha aicha ayse aishah
khadija khadijah hatice khadidja
leila layla leyla laila lejla
nour noor nur noura nura
zainab zaynab zeinab zeynep zineb
suleiman sulaiman soliman solomon suleyman sulejman souleymane
monica monika monique moni
nancy nan ann
natalia natalie natasha nathalie nataliya natalya nat talia natali
nathan nate nat nathaniel natan nathanael natanael
nicholas nick nicky nicolas nikolai nikolay nicola niccolo nikolaus klaus claus nikos nikolaos miklos mykola nikolaj nico niko colin niels nils nicolae nikola nikita
nicole nicky nikki nicola nicolette nic
noah noe noach
norbert bert norb
norman norm
oleg oleh
oliver ollie olivier oliviero oli
olivia liv livvy
olga olha helga olya
oscar oskar ozzie
otto otho
pamela pam pammy
patricia pat patty tricia trish patsy patrizia patti
patrick pat paddy patricio padraig patrik patrice rick patryk
paul pablo paolo pavel paulo pawel pal pauli pavlos pavlo poul
paula pauline paulina paola pavla polly
penelope penny pippa
peter pete pedro pierre pietro pyotr petr piotr petar petros pieter petri petro peder per piet petter
philip phillip phil felipe philippe filip filippo pip felipe philipp filipp
phyllis phil phyl
prudence pru
rachel rae rachael raquel rahel shelly rachelle
ralph rafe ralf raoul raul
randall randy rand randolph
raphael rafael raffaele rafi rafal rafe rafaello raffi
raymond ray raimund ramon raimondo raymundo
rebecca becky becca rebekah reba rivka rebeka
reginald reg reggie rex reinhold
richard rick dick rich richie ricky ricardo riccardo ricard ryszard rikard
robert bob rob bobby robbie bert roberto rupert bobbie robb
roberta bobbie robbie bert
roderick rod roddy rodrigo rory
rodney rod
roger rodger ruggero rogelio rutger rudiger
roland rolando orlando rollo rowland
ronald ron ronnie ronny ronaldo
rose rosa rosie rosalind rosalie rosemary rosanne roza
roxanne roxana roxy
rudolf rudolph rudy rudi rodolfo rolf
russell russ rusty
ruth ruthie rut
ryan rian
salvador salvatore sal salvadore sauveur
samantha sam sammy
samuel sam sammy samuil shmuel samuele
samson sam
sandra sandy alessandra
sarah sara sally sadie sarita
sebastian seb bastian sebastien sebastiano bas
sergey sergei sergio serge sergiy serhiy serhii sergii sergej serghei sergi
seymour sy
sharon shari sheri shaz
shirley shirl
sidney sid syd sydney
silvia sylvia sylvie silvie sylwia
simon simeon shimon semyon simone semen szymon
solomon sol salomon shlomo suleiman sollie
sophia sophie sofia sofie zofia sonia sonya sofija sofya
spencer spence
stanley stan
stanislav stanislaw stas stan stanislas stanislaus
stella estelle estella
stephanie steph stefanie stefania stephania stefani
stephen steven steve stefan stephan stevie esteban etienne stefano stepan istvan estevan szczepan stefanos stjepan stevan steph
stuart stewart stu
susan sue suzanne susanna susie suzy susana susanne zuzanna suzanna zuzana sanna
sylvester sly silvestre
tatiana tanya tatyana tania tetiana tatjana
teresa theresa terry tess tessa therese terri resi tereza
terence terry terrence terrance
thaddeus tad thad tadeusz tadej
theodore theo ted teddy teodor theodor teodoro fyodor todor theodoros
thomas tom tommy tomas tomasz tommaso thom tamas toma thoma tomaz foma
timothy tim timmy timofey timoteo timo timotheus tymofiy
tobias toby tobiah tobin
todd tod
trevor trev
valentin valentino valentine val valentyn
valery valeriy valerii valeri val valerio valerie
valerie val valeria valeriya
vanessa nessa
veronica ronnie vera veronique veronika nika
victor vic viktor vittorio vik wiktor
victoria vicky tori viktoria vika vicki vikki wiktoria vittoria viktoriya
vincent vince vin vinnie vicente vincenzo vinny wincenty
virginia ginny ginger virginie ginni
vladimir vlad volodymyr wladimir vova wlodzimierz volodya uladzimir
vladislav vlad wladyslaw vladyslav ladislav laszlo
vyacheslav slava viacheslav vaclav waclaw viatcheslav
yaroslav jaroslav jaroslaw slava
walter walt wally wat gualtiero valter wouter
wayne dwayne duane
wendy gwendolyn gwen wendi
wilhelm william willi wilhelmus willem
wilfred wilf fred will
william bill billy will willy liam willem wilhelm guillermo guillaume guglielmo vilhelm willie bil vilmos
wilma wilhelmina mina minnie billie
winifred winnie fred freda
winston win winnie
woodrow woody
xavier javier xabier saverio xavi
yuri yury yuriy yurii iouri iurii juri jurij iuri yura
zachary zach zack zak zachariah zacharias zakaria zechariah zakary
zhanna jeanne joanna jana
aleksei alexei alexey aleksey alexis oleksii oleksiy alyosha alex alexej alejo aliaksei
anatoly anatoli anatoliy anatolii tolya anatole anatol
arkady arkadi arkadiy arkadii
boris borys borja
gennady gennadi gennadiy gennadii hennadiy guennadi
mikhail michael misha mykhailo michail mikhael
nadezhda nadia nadya nadiya
svetlana sveta lana svitlana
viktor victor
vitaly vitali vitaliy vitalii vitalik vital
rajesh raj raju
rajendra raj rajen
suresh sures
krishnan krishna kris
venkatesh venkat venky
venkataraman venkat
subramanian subra mani subramaniam subramanyam
lakshmi laxmi lakshmy
vijay vijai bijoy
sanjay sanjai
priyanka priya
siddharth sid siddhartha
abhishek abhi
aditya adi
gurpreet gary
harpreet harry
mohan mohun
xiaoming ming
geoff geoffrey
lyn lynn lynne
dolores lola loli
enrique quique kike henry
bernadette bernie detta
theresa tess
concepcion concha conchita
consuelo chelo
dolores dolly
ignacio nacho
rosario charo
guadalupe lupe lupita
mercedes merche
refugio cuca
eduardo lalo edu
alberto beto
roberto beto
gilberto beto
humberto beto umberto
fernando nando
armando mando
gustavo tavo
octavio tavo
luis lucho
antonio tono
salvador chava
jesus chuy chucho
isabel chabela
graciela chela
manuel manolo
manuela manoli
josefa pepa
vasily vasili vasiliy vassily basil vasil vasilios
semyon simon
lev leo
rodion rod
zinaida zina
yelena lena
anastasia nastya stacy anastasiia anastasiya nastia asya
ksenia xenia kseniya oksana kseniia
lyubov luba lyuba liubov
polina pauline
taras taraz
pyotr pete
agnieszka aga
malgorzata gosia
wojciech wojtek
zbigniew zbyszek
zdzislaw zdzis
ryszard rysiek
joanna asia
franziska franzi
friederike rike
ulrike uli
ulrich uli ulli
hildegard hilde
reinhard reiner
josef sepp
alois alouis louis
balthasar balz
siegfried sigi
sigmund sigi zygmunt
ruediger rudiger
annemarie anne
marie mimi
genevieve gen ginette
mathilde mat
elodie elo
benoit ben
guillaume gui
emmanuelle manu
pasquale pat
domenica mimma
raffaella lella
salvatore toto turi
vincenzo enzo
lorenzo enzo renzo
gianluca luca
pierluigi gigi
luigi gigi
filomena mena
carmela lina
subrahmanyam subbu mani
balasubramaniam bala
raghavendra raghu
narayanan nari
padmanabhan paddy
ganapathy ganesh
jagannathan jag
parameswaran param
chandrasekhar chandra sekhar shekhar
purushottam puru
jayalakshmi jaya
vijayalakshmi viji
dhananjay jay
mrityunjay jay
kwabena kobby
oluwaseun seun
oluwatobi tobi
babatunde tunde
chukwuemeka emeka
chukwudi chudi
ifeoma ify
ngozi goz
adebayo bayo
folasade sade
abiola abi
yousaf yusuf yousuf yousef
konstantin kostya kostja
subramanian subbu subbiah
giuseppina pina giusy
josefina pina
aleksander olek
theodora thea dora teodora
dorothea thea
ivan vanya
ekaterina katya katia
maria masha marusya
natalia natasha
pavel pasha
aleksandra sasha shura ola
boris borya
gennady gena
grigory grisha
leonid lyonya
nikolai kolya
pyotr petya
roman roma
sergey seryozha
vasily vasya
viktor vitya
zhenya evgeny evgenia
stanislaw staszek stach
krzysztof krzys
tomasz tomek
piotr piotrek
katarzyna kasia
barbara basia
ewa ewka
jerzy jurek
henryk heniek
janos jani
istvan pista
laszlo laci
zoltan zoli
ferenc feri
gheorghe gigi
constantin costel
ioana oana
apostolos tolis
evangelos vangelis
panagiotis takis panos
athanasios thanasis thanos nasos
charalambos babis haris
spyridon spyros
anastasios tasos
vasileios vasilis billy
eleftherios lefteris
efstathios stathis
paraskevi voula evi
evangelia litsa eva
kyriakos kyri
hidalgo hida
guillermina mina
magdalena malena
milagros mili
francisca paca
vicente chente
cuauhtemoc temo
heriberto beto
norberto beto
rigoberto rigo
reynaldo rey
santiago santi
sebastian sebas
valentina vale
alejandra ale
alejandro ale jandro
nicolas nico
maximiliano maxi
agustin agus
joaquim quim
jordi jorge
gabriel biel
bartolome tolo
antonia tonia
jacinto chinto
wilhelmus wim willem pim
johannes jan joop hans
hendrikus henk hendrik
cornelis kees cor
petrus piet peter
gerardus gerard gerrit
antonius ton toon
franciscus frans
lambertus bert
hubertus huub bert
theodorus theo dirk
bartholomeus bart
christiaan chris
elisabeth els liesbeth
margaretha greet griet
catharina toos trijntje
maximilian maxi
sebastian basti
matthias hias matze
johann hannes hansi
leopold poldi
ferdinand ferdl
ignaz naz
thomas tommi
katharina kathi kathrin
elisabeth sissi lisi
margarethe gretel gretl
therese resi
olusegun segun
oluwafemi femi
olufemi femi
babajide jide
adewale wale
oluwole wole
ifeanyi ify
nnamdi nna
obinna obi
chinedu nedu
kwame kwam
abubakar abu bakar
muhammadu mohammed
zulkifli zul
ismail smail ismael ishmael
yakubu yaqub jacob
suraj suri
harsh harshad
nikhil nik
rajeshwari raji
saraswati saras
sivakumar siva shiva
shivakumar shiva siva
gopalakrishnan gopal gopi
radhakrishnan radha
ramakrishnan ram
ramachandran ram rama
venkateswaran venkat
sundararajan sundar
natarajan nataraj
muthukrishnan muthu
william wm willm
charles chas
george geo
james jas
joseph jos
robert robt
thomas thos
edward edw edwd
benjamin benj
daniel danl
samuel saml
richard richd
john jno
frederick fredk
nathaniel nathl
margaret margt
elizabeth eliz
alexander alexr
francisco chico xico
jose ze zeca juca
sebastiao tiao
eduardo dudu duda cadu
antonio tonho toninho
augusto guto
manuel mane
beatriz bia
joao juca
rafael rafa
ronaldo naldo
adriana drica
gabriela gabi
maria malu
fernanda nanda
`;

const groupsOf = new Map<string, Set<number>>();
for (const [at, line] of GROUPS.trim().split('\n').entries()) {
  for (const name of line.split(' ')) {
    const groups = groupsOf.get(name) ?? new Set();
    groups.add(at);
    groupsOf.set(name, groups);
  }
}

/** Whether two given names, in plain letters, can be one person's. */
export const areNicknames = (a: string, b: string): boolean => {
  const groups = groupsOf.get(a);
  const others = groupsOf.get(b);
  if (!groups || !others) return false;
  for (const at of groups) if (others.has(at)) return true;
  return false;
};

/** Short forms that so many bear that they are known as names: each still stands for the longer one. */
const SHORT = new Set(
  `al alex andy bart ben bert beth betty bill billy bob bobby brad cathy charlie chris chuck cindy dan danny dave debbie dick don doug
   drew ed eddie frank fred gene gerry greg hank harry jack jake jeff jen jenny jerry jess jim jimmy joe joey johnny jon josh kate
   kathy katie ken kim larry len lenny liz lou maggie marty matt max meg mick mike molly nan nancy nat nate ned nell nick pam pat
   patty paddy peggy pete phil polly ray rick rob ron ronnie sally sam sandy sasha steve sue tammy ted teddy terry tim tina toby tom
   tommy toni tony vic vicky vince walt wendy will willy zach hans heinz klaus fritz pepe paco pancho lola misha vlad`
    .split(/\s+/)
    .filter(Boolean),
);
const HEADS = new Set(
  GROUPS.trim()
    .split('\n')
    .map((line) => line.split(' ')[0] ?? ''),
);

/** Whether a given name is one of its own, and no short form of another. */
export const isOwnName = (word: string): boolean => !SHORT.has(word) && (HEADS.has(word) || isKnownGiven(word));

/** Whether a word is a given name that the table knows. */
export const isGivenName = (word: string): boolean => groupsOf.has(word);
